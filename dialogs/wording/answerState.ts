/** Answers questions whose answer depends on the case: what is noted, what comes next, who has it. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { sentence } from "../words/sentence.ts";
import { answerAction, isActionTopic } from "./answerAction.ts";
import { explainHow, explainWhy } from "./explainMove.ts";
import { explainCause } from "./explanations.ts";
import type { HelpDesk } from "./helpDesk.ts";
import { nameMostLikely } from "./mostLikely.ts";
import { listKeptSteps, summarizeCase } from "./summary.ts";
import type { Topic } from "./topics.ts";
import { talk, type Wording } from "./wording.ts";

/** `news`: what the desk says about a case that waits, or about one that would be handed over. */
export type Asked = {
  open: OpenCase;
  move: Move;
  helpDesk: HelpDesk;
  news: readonly string[];
  /** Whether technicians can answer in this chat. */
  hasDesk: boolean;
};

export function answerState(topic: Topic, asked: Asked): Wording {
  if (isActionTopic(topic)) return answerAction(topic, asked.open, asked.move);
  const words = answers[topic](asked);
  return Array.isArray(words) ? talk(...words) : typeof words === "string" ? talk(words) : words;
}

type Answers = {
  [T in Exclude<Topic, Parameters<typeof answerAction>[0]>]: (asked: Asked) => Wording | string | string[];
};

const answers: Answers = {
  "why-asked": ({ open, move }) => explainWhy(open, move),
  "no-command": () => sentence("about.no-command"),
  progress: ({ open }) => [nameMostLikely(open.knowledge.tree, open.standing)[0] ?? sentence("about.progress")],
  noted: ({ open }) => {
    const lines = summarizeCase(open);
    if (lines.length === 0) return sentence("nothing-known");
    return [`${sentence("about.noted")}\n${lines.join("\n")}`, sentence("about.noted-wrong")];
  },
  "questions-left": ({ open, move }) => countQuestions(open, move),
  next: ({ open, move, news }) => {
    if (move.kind === "hand-over") return move.reference ? [...news] : explainHow(open, move);
    if (move.kind === "step" || move.kind === "check" || move.kind === "revert") return sentence("about.next-step");
    if (move.kind === "look" || move.kind === "report") return sentence("about.next-look");
    return move.kind === "close" ? sentence("what.close") : sentence("about.next-question");
  },
  "leave-change": ({ open, move }) => {
    const isTest = ("of" in move && move.of && "test" in move.of) || move.kind === "revert";
    if (move.kind !== "close") return sentence(isTest ? "about.put-back-after-test" : "about.leave-for-now");
    const steps = listCure(open);
    return steps === "" ? sentence("about.nothing-to-put-back") : sentence("about.leave-cure", { steps });
  },
  "why-it-helped": ({ open, move }) => {
    if (move.kind !== "check") return wordCause(open);
    return ("cause" in move.of && explainCause(open.knowledge.tree, move.of.cause)) || explainWhy(open, move);
  },
  "who-fixed": ({ open }) => {
    const resolved = open.history.findLast((event) => event.kind === "resolved");
    if (resolved) return sentence("about.fixed-by-technician", { by: resolved.by });
    const steps = listCure(open);
    return steps === "" ? sentence("about.fixed-by-none") : sentence("about.fixed-by-you", { steps });
  },
  "no-one-comes": ({ helpDesk, news }) => [
    `${sentence("about.no-one-comes")} ${nameUrgentWay(helpDesk)}`,
    ...news.slice(1),
  ],
  wait: ({ news }) => [...news],
  call: ({ open, news, hasDesk }) => [wordCall(open.standing.told.contact, hasDesk), ...news],
  urgent: ({ open, helpDesk }) => {
    const { urgency } = open.standing.told;
    const known = urgency && sentence("about.urgency-known", { urgency: sentence(`form.urgencies.${urgency}`) });
    return [known ?? sentence("about.how-urgent"), ...nameHelpDesk(helpDesk)];
  },
  times: ({ open: { standing } }) =>
    standing.times > 1 ? sentence("about.times", { times: standing.times }) : sentence("about.times-once"),
  // The dialogs of the hand-over answer it, because they have the form.
  "passed-on": () => sentence("form.see-passed-on"),
  "why-contact": () => sentence("about.why-contact"),
  "whose-name": () => sentence("about.whose-name"),
  "add-later": ({ open, move }) =>
    move.kind === "hand-over" && move.reference
      ? sentence("about.add-after", { reference: open.standing.reference ?? move.reference })
      : sentence("about.add-before"),
  reference: ({ open: { standing } }) =>
    standing.reference
      ? sentence("about.reference", { reference: standing.reference })
      : sentence("about.reference-none"),
  decline: ({ move }) =>
    sentence(move.kind === "hand-over" && (move.optional || move.to === "asked-for") ? "if-no-go-on" : "if-no"),
  cancel: ({ open: { standing }, move }) => {
    if (move.kind !== "hand-over" || !move.reference) return sentence("about.cancel-before");
    const { reference } = move;
    return standing.openChanges.length > 0
      ? sentence("cannot-withdraw", { reference })
      : sentence("about.cancel-after");
  },
  "close-ticket": () => sentence("about.closed"),
  "read-more": ({ open, move }) => {
    const { tree } = open.knowledge;
    const cause = move.kind === "close" ? move.cause : "of" in move && "cause" in move.of ? move.of.cause : null;
    const pages = (tree.causes[cause ?? ""]?.sources ?? []).flatMap((source) => tree.sources[source] ?? []);
    if (pages.length === 0) return sentence("about.no-page");
    return pages.slice(0, 2).map(({ title, url }) => sentence("source-page", { title, url }));
  },
};

function countQuestions({ standing }: OpenCase, move: Move): string {
  switch (move.kind) {
    case "together":
      return sentence("about.questions-together", { count: move.facts.length });
    case "step":
      return sentence("about.steps-left", { number: move.number, count: move.count });
    case "revert":
    case "check":
    case "look":
    case "report":
      return sentence("about.steps-none");
    case "hand-over":
    case "close":
      return sentence("about.no-more-questions");
    default:
      return sentence("about.questions-left", { count: standing.facts.size });
  }
}

const listCure = (open: OpenCase): string => {
  const { closed } = open.standing;
  return closed?.cause ? listKeptSteps(open, closed.cause).join("; ") : "";
};

function nameHelpDesk({ name, contact, hours }: HelpDesk): string[] {
  if (!contact) return [];
  return [hours ? sentence("about.call-hours", { name, contact, hours }) : sentence("about.call", { name, contact })];
}

function nameUrgentWay({ name, contact, hours }: HelpDesk): string {
  if (!contact) return sentence("about.cannot-wait-otherwise");
  return hours
    ? sentence("about.cannot-wait-hours", { name, contact, hours })
    : sentence("about.cannot-wait", { name, contact });
}

/** Whether the technicians answer here or call. */
function wordCall(contact: string | undefined, hasDesk: boolean): string {
  if (contact) return sentence(hasDesk ? "about.answers-here" : "about.answers-outside", { contact });
  return sentence(hasDesk ? "about.answers-here-no-contact" : "about.answers-outside-no-contact");
}

/** What it was, after it works again. */
export function wordCause({ knowledge: { tree }, standing: { closed } }: OpenCase): Wording {
  const { title } = tree.causes[closed?.cause ?? ""] ?? {};
  const explanation = explainCause(tree, closed?.cause ?? "");
  if (!title || !explanation) return talk(sentence("cause-unknown"));
  return { ...explanation, paragraphs: [sentence("works-because", { title }), ...explanation.paragraphs] };
}
