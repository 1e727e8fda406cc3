/** Reads the folder of sentences: what people write, sorted by what it means. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** `reply`: the sentence needs the question before it. `label` is an answer, an act such as "done", or `-` for none of them. */
export type Sentence = { about: string; label: string; text: string; reply: boolean };
/** A whole message, with the words that state each of its facts. `hinted`: an agent would ask back. */
export type LabelledText = {
  message: string;
  spans: { fact: string; answer: string; words: string; hinted: boolean }[];
};
/**
 * `facts` are about the facts of the tree, `acts` about what a reply does at one place of the conversation. `questions` are
 * asked on the side: their label is an answer of the tree, or `@` and a topic that the dialogs answer from the case.
 */
export type Sentences = { facts: Sentence[]; acts: Sentence[]; questions: Sentence[]; messages: LabelledText[] };

export const sentencesFolder = fileURLToPath(new URL("../../sentences", import.meta.url));

/** Every file in a fixed order, so that training gives the same weights on every machine. */
export function loadSentences(folder: string = sentencesFolder): Sentences {
  return {
    facts: loadFolder(path.join(folder, "facts")),
    acts: loadFolder(path.join(folder, "replies")),
    questions: loadFolder(path.join(folder, "questions")),
    messages: loadMessages(path.join(folder, "messages")),
  };
}

const spans = z.record(z.string(), z.string()).default({});
const labelledText = z.object({ message: z.string(), facts: spans, hinted: spans });

function loadMessages(folder: string): LabelledText[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".jsonl")) : [];
  return files.sort().flatMap((name) =>
    readFileSync(path.join(folder, name), "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => {
        const { message, facts, hinted } = labelledText.parse(JSON.parse(line));
        const list = (labels: Record<string, string>, isHint: boolean) =>
          Object.entries(labels).map(([label, words]) => {
            const [fact = "", answer = ""] = label.split(": ");
            return { fact, answer, words, hinted: isHint };
          });
        return { message, spans: [...list(facts, false), ...list(hinted, true)] };
      }),
  );
}

function loadFolder(folder: string): Sentence[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .flatMap((name) => parseSentences(name.slice(0, -4), readFileSync(path.join(folder, name), "utf8")));
}

/** `# label` begins a list, `>` marks a reply, every other line is a sentence. */
export function parseSentences(about: string, text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let label = "-";
  for (const line of text.split(/\r?\n/).map((row) => row.trim())) {
    if (line === "" || line.startsWith("//")) continue;
    if (line.startsWith("# ")) label = line.slice(2).trim();
    else {
      const reply = line.startsWith(">");
      sentences.push({ about, label, text: reply ? line.slice(1).trim() : line, reply });
    }
  }
  return sentences;
}
