/** `knowledge examine` and `knowledge answer`: what the reader makes of labelled sets, and of single replies. */
import { readFileSync } from "node:fs";
import { text as readText } from "node:stream/consumers";
import { hearState, UnknownState } from "../../../dialogs/hearing/hearState.ts";
import {
  examineMessages,
  type MessageFaults,
  type MessageScore,
} from "../../../knowledge/proof/labelled/examineMessages.ts";
import {
  bareReply,
  type LabelledReply,
  labelledMessage,
  labelledReply,
  parseLines,
  type WrongLine,
} from "../../../knowledge/proof/labelled/labelled.ts";
import type { Knowledge } from "../../../knowledge/tree/codes.ts";
import type { Program } from "../program.ts";

/** Examines a file of labelled messages or of labelled replies; the first line tells which it is. */
export function examine(
  knowledge: Knowledge,
  words: readonly string[],
  { output, errors }: Program,
  usage: string,
): number {
  const [file, ...more] = words.filter((word) => word !== "--json");
  if (file === undefined || more.length > 0) {
    errors.write(usage);
    return 1;
  }
  const json = words.includes("--json");
  const text = readSet(file, errors);
  if (text === undefined) return 1;
  const holdsReplies =
    text
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.includes('"answer"') ?? false;
  if (holdsReplies) {
    const { lines, wrong } = parseLines(text, labelledReply);
    const replies = lines.flatMap((line) => hearOrRefuse(knowledge, line, errors));
    const wrongly = replies.filter(({ right }) => !right);
    const score = { answers: replies.length, right: replies.length - wrongly.length };
    output.write(
      `${json ? JSON.stringify(score) : `${score.right} of ${score.answers} answers are heard correctly`}\n`,
    );
    for (const { line, heard, also } of wrongly)
      output.write(
        json
          ? `${JSON.stringify({ state: line.state, answer: line.answer, heard, also, expected: line.expected })}\n`
          : `${line.state}: "${line.answer}" was heard as ${heard}; right is ${line.expected}\n`,
      );
    return reportWrong(file, wrong, errors) + (replies.length < lines.length ? 1 : 0) > 0 ? 1 : 0;
  }
  const { lines, wrong } = parseLines(text, labelledMessage);
  const { score, faults } = examineMessages(knowledge, lines);
  output.write(`${json ? JSON.stringify(score) : describeScore(score)}\n`);
  for (const fault of faults) output.write(`${json ? JSON.stringify(fault) : describeFault(fault)}\n`);
  return reportWrong(file, wrong, errors);
}

/** Hears replies from standard input, one JSON object `{"state","prompt","answer"}` a line. */
export async function answer(knowledge: Knowledge, { input, output, errors }: Program): Promise<number> {
  const { lines, wrong } = parseLines(await readText(input), bareReply);
  let refused = 0;
  for (const line of lines) {
    const [reply] = hearOrRefuse(knowledge, { ...line, expected: "", acceptable: [], also: [] }, errors);
    if (reply) output.write(`${JSON.stringify({ heard: reply.heard, also: reply.also })}\n`);
    else refused += 1;
  }
  return reportWrong("standard input", wrong, errors) + refused > 0 ? 1 : 0;
}

function readSet(file: string, errors: Program["errors"]): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    errors.write(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

function hearOrRefuse(knowledge: Knowledge, line: LabelledReply, errors: Program["errors"]) {
  try {
    const { heard, also } = hearState(knowledge, line.state, line.answer);
    return [{ line, heard, also, right: heard === line.expected || line.acceptable.includes(heard) }];
  } catch (error) {
    if (!(error instanceof UnknownState)) throw error;
    errors.write(`${error.message}\n`);
    return [];
  }
}

function reportWrong(file: string, wrong: readonly WrongLine[], errors: Program["errors"]): number {
  for (const { line, problem } of wrong) errors.write(`${file}, line ${line}: ${problem}; skipped\n`);
  return wrong.length > 0 ? 1 : 0;
}

function describeScore(score: MessageScore): string {
  return [
    `${score.messages} messages, ${score.plain} facts plainly stated`,
    `found: ${score.sureRight} sure, ${score.likelyRight} likely; missed: ${score.missed}`,
    `wrong: ${score.sureWrong} facts taken as sure, ${score.scopeWrong} scopes, ${score.codesWrong} codes; codes missed: ${score.codesMissed}`,
  ].join("\n");
}

function describeFault({ message, missed, sureWrong, codesMissed, codesWrong, scope }: MessageFaults): string {
  const parts = [
    missed.length > 0 && `missed ${missed.join(", ")}`,
    sureWrong.length > 0 && `wrongly sure of ${sureWrong.join(", ")}`,
    codesMissed.length > 0 && `codes missed: ${codesMissed.join(", ")}`,
    codesWrong.length > 0 && `wrong codes: ${codesWrong.join(", ")}`,
    scope && `scope ${scope.read} instead of ${scope.expected}`,
  ].filter(Boolean);
  return `- ${JSON.stringify(message.slice(0, 200))}: ${parts.join("; ")}`;
}
