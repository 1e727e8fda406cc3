/** The parts of a tree that are generated from other parts, so that a curator writes each thing once. */
import type { Answer, Cause, Fact, KnownIssue, Step, TreeFile } from "./tree.ts";

/** What a person's words say about the window before they have given its details. Never asked. */
export const windowWords = "window-words";

/** Each neighbour is an answer of the fact `code` that is read and never offered, and one of the fact `window-words`. */
export function addNeighbourAnswers({ neighbours }: TreeFile, facts: Record<string, Fact>): void {
  const { code } = facts;
  if (!code) return;
  const answers = Object.entries(neighbours).map(([id, { title, says }]) => [
    id,
    { label: title, says, short: [], reads: [], events: [], alone: false, unlisted: true },
  ]);
  facts.code = { ...code, answers: { ...code.answers, ...Object.fromEntries(answers) } };
  const unread = answers.map(([id, answer]) => [id, { ...(answer as Answer), says: [] }]);
  if (answers.length > 0)
    facts[windowWords] = { ...code, many: false, note: true, usual: undefined, answers: Object.fromEntries(unread) };
}

const knownIssue = "known-issue";

/** Each known issue is an answer of the fact `known-issue` and a step of the cause `windows-known-issue`, shown where that answer holds. */
export function addKnownIssues(
  file: TreeFile,
  facts: Record<string, Fact>,
  steps: Record<string, Step>,
  causes: Record<string, Cause>,
): void {
  const fact = facts[knownIssue];
  const cause = causes["windows-known-issue"];
  if (!fact || !cause) return;
  const issues = Object.entries(file["known-issues"]);
  const answers = issues.map(([id, { label, reads }]) => [
    id,
    { label, says: [], short: [], reads, events: [], alone: false, unlisted: false },
  ]);
  facts[knownIssue] = { ...fact, answers: { ...Object.fromEntries(answers), ...fact.answers } };
  const ids = issues.map(([id, issue]) => {
    const step: Step = makeIssueStep(id, issue);
    steps[step.id] = step;
    return step.id;
  });
  const evidence = issues.length > 0 ? [{ [knownIssue]: issues.map(([id]) => id) }] : [];
  causes["windows-known-issue"] = { ...cause, for: [...evidence, ...cause.for], fix: [...cause.fix, ...ids] };
}

function makeIssueStep(id: string, issue: KnownIssue): Step {
  return {
    id: `way-out-of-${id}`,
    title: "Take the way out of the known issue",
    do: `${issue.update}: ${issue.symptom} ${issue["way-out"]}`,
    who: issue.side === "client" ? "pc-admin" : "server-admin",
    where: issue.side === "client" ? "this-pc" : "remote-pc",
    "works-on": "windows-7",
    needs: [],
    fill: [],
    captures: [],
    prepares: false,
    "try-first": false,
    minutes: 30,
    risk: "low",
    when: { [knownIssue]: id },
    expect: "Windows says that it is up to date. Restart if it asks.",
    "no-undo": "An update that mends a known issue stays.",
  };
}
