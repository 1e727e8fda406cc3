/** Records what a message probably states, so that the bot asks back before it uses it. */
import type { Event } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Likely } from "../../knowledge/reading/readFact.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { findFact } from "../../knowledge/tree/walkFacts.ts";
import type { WalkNode } from "../../knowledge/tree/walkNode.ts";

/** From this probability on, a fact that the walk has no question for is asked back with the next message. */
const worthAsking = 0.6;
/** From this probability on, a yes or no is enough. Otherwise the question is asked, with what the words seem to say. */
const probable = 0.5;

type Supposed = Extract<Event, { kind: "supposed" }>;

/**
 * Adds the suppositions of one message. At most one of them is asked back at once. `taken`: the words that were taken for
 * sure.
 */
export function suppose(
  open: OpenCase,
  likely: readonly Likely[],
  taken: readonly string[],
  { group, corrects = false }: { group: number; corrects?: boolean },
): void {
  const { standing, knowledge } = open;
  const { order, asked } = listInWalkOrder(knowledge.tree);
  const fresh = likely
    .filter(
      ({ fact, answer }) =>
        order.includes(fact) &&
        (corrects || !standing.facts.has(fact)) &&
        !standing.facts.get(fact)?.answers.includes(answer) &&
        !standing.notMeant.has(`${fact}: ${answer}`),
    )
    .toSorted((a, b) => order.indexOf(a.fact) - order.indexOf(b.fact));
  // The others are asked back when the walk comes to their question.
  // Words that have answered one question are not worth a second one.
  // Rights matter only where a step needs them, and "not admin" may be about the other computer.
  const rights = new Set(Object.values(knowledge.tree.who).flatMap(({ fact }) => fact ?? []));
  const isTaken = ({ from }: Likely) => taken.some((words) => from.includes(words.trim()));
  const first = fresh.find(
    (each) =>
      each.probability >= worthAsking &&
      (corrects || (!asked.has(each.fact) && !rights.has(each.fact) && !isTaken(each))),
  );
  const events = [...Map.groupBy(fresh, ({ fact }) => fact)].flatMap(([fact, answers]): Supposed[] => {
    const [best, second] = answers.toSorted((a, b) => b.probability - a.probability);
    if (!best) return [];
    const isAlone = !second || second.probability < best.probability / 2;
    return [
      {
        kind: "supposed",
        fact,
        answers: (isAlone ? [best] : [best, second]).map(({ answer }) => answer),
        words: best.from.slice(0, 200),
        ...(isAlone && best.probability >= probable && { probably: true as const }),
        ...(fact === first?.fact && { now: true as const }),
        group,
      },
    ];
  });
  open.add(...events);
}

type Needed = { order: string[]; asked: ReadonlySet<string> };
const orders = new WeakMap<Tree, Needed>();

/** The facts that decide something, in the order in which the walk needs them, and those that it asks for. */
function listInWalkOrder(tree: Tree): Needed {
  const known = orders.get(tree);
  if (known) return known;
  const facts = new Set<string>();
  const asked = new Set<string>();
  const visit = (nodes: readonly WalkNode[]): void => {
    for (const node of nodes) {
      if (node.kind === "ask" || node.kind === "look" || node.kind === "test") {
        const fact = findFact(tree, node);
        if (fact) facts.add(fact);
        if (fact) asked.add(fact);
      }
      if (node.kind === "when") for (const fact of Object.keys(node.when)) facts.add(fact);
      if (node.kind === "together")
        for (const fact of node.facts) {
          facts.add(fact);
          asked.add(fact);
        }
    }
    for (const node of nodes) {
      if (node.kind === "when") visit(node.then);
      if ("branches" in node) for (const { then } of node.branches) visit(then);
    }
  };
  visit(tree.walk);
  const needed = { order: [...facts].filter((fact) => fact !== "code"), asked };
  orders.set(tree, needed);
  return needed;
}
