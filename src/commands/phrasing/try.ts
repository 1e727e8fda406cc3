/** Asks the configured model for one wording, ignoring kept texts, and shows its text even if the guard rejects it. */
import { parseArgs } from "node:util";
import type { Tone } from "../../../dialogs/hearing/tone.ts";
import { readTone } from "../../../dialogs/hearing/tone.ts";
import type { Phrasable } from "../../../dialogs/wording/phrasables.ts";
import { listPhrasables } from "../../../dialogs/wording/phrasables.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { didYouMean } from "../../../knowledge/tree/wrongKnowledge.ts";
import { readConfig, readEnvironment } from "../../config.ts";
import { judge } from "../../phrasing/guard/guard.ts";
import { NoAnswer } from "../../phrasing/model.ts";
import { openModel } from "../../phrasing/openPhrasing.ts";
import { buildPrompt } from "../../phrasing/prompt.ts";
import type { PhrasingSettings } from "../../phrasing/settings.ts";
import { toPlain, wrap } from "../../tickets/plainText.ts";
import type { Program } from "../program.ts";

/** Longer than a person would wait, so that an administrator who sets up a model sees its answer. */
const PATIENCE_MS = 60_000;
const options = { tone: { type: "string" }, said: { type: "string", default: "" } } as const;
const tones: readonly string[] = ["calm", "worried", "annoyed", "hurried"] satisfies Tone[];

const noModel = `No language model is configured, so people read the fixed wording.
  → set PHRASING to azure-openai or openai-compatible, and the settings that it needs; see docs/phrasing.md
`;

/** Returns the exit code: 0 when the model answered, even if the guard rejects the answer. */
export async function tryPhrasing(words: string[], program: Program): Promise<0 | 1> {
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
  const { said, tone = readTone(said) } = values;
  if (!isTone(tone)) {
    program.errors.write(
      `--tone ${toPlain(tone)} is not a tone${didYouMean(tone, tones)}\n  → use one of: ${tones.join(", ")}\n`,
    );
    return 1;
  }
  const config = readConfig(program.env ?? readEnvironment());
  const phrasables = listPhrasables(loadTree(config.knowledge.treeFile));
  const [id, ...more] = positionals;
  if (id === undefined) {
    program.output.write(renderIds(phrasables));
    return 0;
  }
  const wording = phrasables.find((phrasable) => phrasable.id === id);
  if (!wording || more.length > 0) {
    const hint = didYouMean(
      id,
      phrasables.map((phrasable) => phrasable.id),
    );
    const problem = wording ? "Name one wording at a time." : `There is no wording ${toPlain(id)}${hint}. There are:`;
    program.errors.write(`${problem}\n${wording ? "" : renderIds(phrasables)}`);
    return 1;
  }
  writeField(program, "wording", `${wording.id} (${wording.kind})`);
  writeField(program, "tone", tone);
  writeField(program, "fixed", wording.text);
  if (config.phrasing) return askModel(wording, { said, tone }, config.phrasing, program);
  program.errors.write(noModel);
  return 1;
}

async function askModel(
  wording: Phrasable,
  context: { said: string; tone: Tone },
  settings: PhrasingSettings,
  program: Program,
): Promise<0 | 1> {
  const model = await openModel(settings);
  const started = performance.now();
  const describeTime = () => {
    const ms = Math.round(performance.now() - started);
    const late = ms > settings.deadlineMs ? `; the limit is ${settings.deadlineMs} ms (PHRASING_DEADLINE_MS)` : "";
    return `${ms} ms, ${model.name}${late}`;
  };
  try {
    const { text } = await model.ask(buildPrompt(wording, context), AbortSignal.timeout(PATIENCE_MS));
    const time = describeTime();
    const verdict = judge(wording.text, text);
    writeField(program, "model", text);
    writeField(program, "verdict", verdict.accepted ? "accepted" : `rejected, ${verdict.reason}: ${verdict.detail}`);
    writeField(program, "time", time);
    return 0;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    writeField(program, "failure", `${error.failure}: ${error.message}`);
    writeField(program, "time", describeTime());
    return 1;
  }
}

function writeField({ output }: Program, name: string, text: string): void {
  output.write(`${wrap(text, name.padEnd(9), " ".repeat(9)).join("\n")}\n`);
}

function renderIds(phrasables: readonly Phrasable[]): string {
  return phrasables.map(({ id }) => `${id}\n`).join("");
}

function isTone(text: string): text is Tone {
  return tones.includes(text);
}
