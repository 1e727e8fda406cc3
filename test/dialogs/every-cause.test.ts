/** Conversations with each kind of person reach every cause of the tree. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Move } from "../../knowledge/case/moves.ts";
import { next } from "../../knowledge/case/next.ts";
import { readStanding } from "../../knowledge/case/reducer.ts";
import { questionsForAnyone } from "../../knowledge/proof/checkPeople.ts";
import { type KindOfPerson, makeTypicalPerson, type Person } from "../../knowledge/proof/simulate.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { NOT_SURE } from "../../knowledge/tree/tree.ts";
import { makeCaseKey } from "../../src/store/caseKey.ts";
import { openDesk } from "../support/desk.ts";

const tree = loadTree();
const longest = 80;

/** The reply that this person types: the label of a choice, or free text. */
function inWords(move: Move, person: Person): string {
  const label = (fact: string, answers: string[]) =>
    answers
      .map((answer) => (answer === NOT_SURE ? "not sure" : (tree.facts[fact]?.answers[answer]?.label ?? "")))
      .join(" ");
  switch (move.kind) {
    case "ask":
      return label(move.id, person.answers(move.id));
    case "ask-back":
      return person.answers(move.id).includes(move.answer) ? "yes" : "no";
    case "look":
      return label(move.look.learns[0] ?? "", person.answers(move.look.learns[0] ?? ""));
    case "together":
      return "one at a time, please";
    case "report":
      return "I can't run a script";
    case "fill":
      return person.value(move.id) ?? "no idea";
    case "step":
      return "done";
    case "check":
      if (move.fact) return label(move.fact.id, person.answers(move.fact.id));
      return "cause" in move.of && move.of.cause === person.cause ? "yes, it works" : "no, the same error";
    case "neighbour":
      return "did not help";
    case "revert":
      return "it is put back";
    case "hand-over":
      return move.optional ? "no, go on" : "yes, hand it over";
    case "confirm":
    case "close":
      return "";
  }
}

async function talkThrough(
  cause: string,
  kind: KindOfPerson,
): Promise<{ fixed: string | null; reference: string | null; asked: string[]; heard: string }> {
  const { chat, store } = await openDesk({ treeFile: embeddedTree });
  const person = makeTypicalPerson(tree, cause, kind);
  const asked: string[] = [];
  let heard = "";
  const told = Object.entries(tree.facts)
    .filter(([, { note }]) => note)
    .flatMap(([id, { answers }]) => person.answers(id).flatMap((answer) => answers[answer]?.says[0] ?? []))
    .map((phrase) => phrase.replace(/\/\S+/g, "").replaceAll("...", "of"));
  await chat.user(["Remote Desktop: error code 0x904, extended error code 0x7", ...told].join(". "));
  for (let turns = 0; turns < longest; turns += 1) {
    heard += chat.text();
    const stored = await store.cases.current(makeCaseKey("terminal", "one", "ada"));
    const standing = readStanding(tree, stored?.history ?? []);
    if (standing.closed) return { fixed: standing.closed.cause, reference: null, asked, heard };
    if (standing.handedOver) return { fixed: null, reference: standing.handedOver.reference, asked, heard };
    const move = next(tree, stored?.history ?? []);
    if (move.kind === "ask") asked.push(move.id);
    await chat.user(inWords(move, person));
    expect(chat.text(), `${move.key}: "${inWords(move, person)}"`).not.toContain("I did not understand");
  }
  throw new Error(`no end after ${longest} messages`);
}

const reached = new Set<string>();

describe("an administrator of everything reaches the right fix", () => {
  test.each(Object.keys(tree.causes))("%s", async (cause) => {
    const { fixed, heard } = await talkThrough(cause, "administrator of everything");
    expect(fixed).toBe(cause);
    expect(heard).toContain(tree.causes[cause]?.title);
    reached.add(cause);
  });
});

describe("a person who is not an administrator gets the fix or a hand-over within seven questions", () => {
  test.each(Object.keys(tree.causes))("%s", async (cause) => {
    const { fixed, reference, asked } = await talkThrough(cause, "no administrator");
    expect(fixed === cause || reference !== null).toBe(true);
    expect(asked.length).toBeLessThanOrEqual(questionsForAnyone);
  });
});

describe("every row of the brief was reached in those conversations", () => {
  beforeAll(() => {
    expect(reached.size, "run the whole file").toBe(Object.keys(tree.causes).length);
  });

  test.each(tree.brief.filter(({ causes }) => causes.length > 0))("row $row: $says", ({ causes }) => {
    for (const cause of causes) expect(reached).toContain(cause);
  });

  test("row 1: the codes are read first", async () => {
    const { chat } = await openDesk({ treeFile: embeddedTree });
    await chat.user("Error code: 0x104");
    chat.bot("0x104", "Another fault:");
  });

  test("row 12: at the end a technician takes over", async () => {
    const { chat, store } = await openDesk({ treeFile: embeddedTree });
    const personWithoutCause: Person = { ...makeTypicalPerson(tree, "", "administrator of everything"), cause: null };
    await chat.user("0x904");
    let move = next(tree, (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history ?? []);
    for (let turns = 0; turns < longest && !chat.text().includes("Your reference is"); turns += 1) {
      await chat.user(inWords(move, personWithoutCause));
      move = next(tree, (await store.cases.current(makeCaseKey("terminal", "one", "ada")))?.history ?? []);
    }
    chat.bot("Your reference is");
  });
});
