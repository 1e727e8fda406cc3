/** Compares what the tree costs people in questions and minutes with following the popular list from top to bottom. */

import type { Step, Tree } from "../tree/tree.ts";
import {
  countMinutes,
  judgeEnd,
  type KindOfPerson,
  kindsOfPeople,
  listTold,
  makeTypicalPerson,
  walkAs,
} from "./simulate.ts";

export type ReportRow = {
  cause: string;
  title: string;
  kind: KindOfPerson;
  end: "fixed" | "handed over" | "wrong";
  questions: number;
  minutes: number;
  /** Changes to a computer that were not the fix. */
  needlessChanges: number;
  /** The cost for a person who tries the rows of the list in order. */
  list: { minutes: number; needlessChanges: number };
};

export function buildReport(tree: Tree): ReportRow[] {
  return Object.entries(tree.causes).flatMap(([cause, { title }]) =>
    (Object.keys(kindsOfPeople) as KindOfPerson[]).map((kind) => {
      const person = makeTypicalPerson(tree, cause, kind);
      const walked = walkAs(tree, person, listTold(tree, person));
      const needlessChanges = walked.history.filter(
        (event) => event.kind === "performed" && event.undo && !("cause" in event.of && event.of.cause === cause),
      ).length;
      return {
        cause,
        title,
        kind,
        end: judgeEnd(tree, walked, cause),
        questions: walked.questions,
        minutes: walked.minutes,
        needlessChanges,
        list: followList(tree, cause, kind),
      };
    }),
  );
}

// The list asks no questions and rules nothing out. The person tries the fixes of each row as far as their rights allow,
// up to the right one.
function followList(tree: Tree, cause: string, kind: KindOfPerson): ReportRow["list"] {
  const roles: readonly string[] = ["user", ...kindsOfPeople[kind]];
  const may = (step: Step) => roles.includes(step.who);
  let minutes = 0;
  let needlessChanges = 0;
  for (const row of [...tree.brief].sort((a, b) => a.row - b.row))
    for (const id of row.causes) {
      const steps = (tree.causes[id]?.fix ?? []).flatMap((step) => tree.steps[step] ?? []);
      const forbidden = steps.findIndex((step) => !may(step));
      const possible = forbidden < 0 ? steps : steps.slice(0, forbidden);
      if (possible.every(({ prepares }) => prepares)) continue;
      minutes += possible.reduce((sum, step) => sum + step.minutes, 0) + countMinutes.check;
      if (id === cause && possible.length === steps.length) return { minutes, needlessChanges };
      needlessChanges += possible.filter(({ undo }) => undo).length;
    }
  return { minutes, needlessChanges };
}

/** The report as a table, followed by the worst paths. */
export function renderReport(tree: Tree): string {
  const rows = buildReport(tree);
  const kinds = Object.keys(kindsOfPeople) as KindOfPerson[];
  const of = (cause: string, kind: KindOfPerson) => rows.find((row) => row.cause === cause && row.kind === kind);
  const short = { fixed: "fix", "handed over": "hand", wrong: "WRONG" } as const;
  const cell = (row: ReportRow | undefined) =>
    row
      ? `${short[row.end].padEnd(5)}${String(row.questions).padStart(2)}q ${formatMinutes(row.minutes).padStart(5)}`
      : "";
  const lines = Object.keys(tree.causes).map((cause) => {
    const everything = of(cause, "administrator of everything");
    return [
      cause.padEnd(30),
      ...kinds.map((kind) => cell(of(cause, kind)).padEnd(16)),
      formatMinutes(everything?.list.minutes ?? 0).padStart(6),
    ].join(" ");
  });
  const heads = [
    "cause".padEnd(30),
    "no admin".padEnd(16),
    "admin of PC".padEnd(16),
    "admin of both".padEnd(16),
    "admin of all".padEnd(16),
    "  list",
  ].join(" ");
  const worst = kinds.map((kind) => {
    const theirs = rows.filter((row) => row.kind === kind);
    const most = theirs.reduce((a, b) => (b.minutes > a.minutes ? b : a));
    const asked = theirs.reduce((a, b) => (b.questions > a.questions ? b : a));
    return `  ${kind}: ${asked.questions} questions (${asked.cause}), ${formatMinutes(most.minutes)} (${most.cause})`;
  });
  const sum = (take: (row: ReportRow) => number) =>
    rows.filter(({ kind }) => kind === "administrator of everything").reduce((total, row) => total + take(row), 0);
  const count = Object.keys(tree.causes).length;
  return [
    "Simulated people, one for each cause: how the case ends, questions asked, minutes spent (work included)",
    heads,
    ...lines,
    "",
    "Worst path:",
    ...worst,
    "",
    `On average an administrator of everything needs ${formatMinutes(sum((row) => row.minutes) / count)} and makes ${(sum((row) => row.needlessChanges) / count).toFixed(1)} needless changes, all put back.`,
    `The brief's list read top to bottom: ${formatMinutes(sum((row) => row.list.minutes) / count)} and ${(sum((row) => row.list.needlessChanges) / count).toFixed(1)} needless changes.`,
  ].join("\n");
}

function formatMinutes(minutes: number): string {
  return `${Math.round(minutes)}min`;
}
