/** `knowledge read`: how a message is read. */
import { text as readText } from "node:stream/consumers";
import type { RdpFile } from "../../../knowledge/reading/rdpFile.ts";
import { understand } from "../../../knowledge/reading/understand.ts";
import type { Knowledge } from "../../../knowledge/tree/codes.ts";
import type { Program } from "../program.ts";
import { explainReading } from "./explainReading.ts";

/** Reads one message, or one JSON string per line of the input when the message is "-". */
export async function read(
  knowledge: Knowledge,
  words: readonly string[],
  { input, output, errors }: Program,
  usage: string,
): Promise<number> {
  const json = words.includes("--json");
  const messages = words.filter((word) => word !== "--json" && word !== "--why");
  const line = (message: string) => {
    const { codes, inScope, facts, likely, rdpFile } = understand(knowledge, message);
    return JSON.stringify({ codes, inScope, facts, likely, rdpFile });
  };
  if (messages.length === 1 && messages[0] === "-") {
    const lines = (await readText(input)).split(/\r?\n/);
    let wrong = 0;
    for (const [at, text] of lines.entries()) {
      if (text.trim() === "") continue;
      const message = parseString(text);
      if (message === undefined) {
        errors.write(`line ${at + 1} is not a JSON string such as "it says 0x904"; skipped\n`);
        wrong += 1;
      } else output.write(`${line(message)}\n`);
    }
    return wrong > 0 ? 1 : 0;
  }
  const [message] = messages;
  if (message === undefined || messages.length > 1) {
    errors.write(`${messages.length > 1 ? "Put the message in quotes.\n" : ""}${usage}`);
    return 1;
  }
  output.write(json ? `${line(message)}\n` : renderReading(knowledge, message));
  if (words.includes("--why")) output.write(explainReading(knowledge, message));
  return 0;
}

function parseString(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    // The caller reports it with the line number.
    return undefined;
  }
}

function renderReading(knowledge: Knowledge, message: string): string {
  const { tree } = knowledge;
  const { codes, inScope, facts, likely = [], rdpFile } = understand(knowledge, message);
  const lines = [
    `in scope: ${inScope}`,
    ...codes.map(({ kind, hex, from }) => `${kind} code ${hex}, from "${from}"`),
    ...facts.map(
      ({ fact, answer, from }) => `${fact} = ${answer} (${tree.facts[fact]?.answers[answer]?.label}), from "${from}"`,
    ),
    ...likely.map(
      ({ fact, answer, from, probability }) =>
        `likely (${probability.toFixed(2)}): ${fact} = ${answer} (${tree.facts[fact]?.answers[answer]?.label}), from "${from}"`,
    ),
    ...(rdpFile ? [renderRdpFile(rdpFile)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function renderRdpFile({ changes }: RdpFile): string {
  const list = changes.map((change) =>
    change.kind === "set" ? `${change.setting} from ${change.old} to ${change.new}` : `${change.setting} removed`,
  );
  return `.rdp file: ${list.join(", ") || "nothing to change"}`;
}
