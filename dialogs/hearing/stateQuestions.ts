/** Where people ask what depends on the case: what this step does, who has the ticket. `wording/answerState.ts` answers. */
import type { Move } from "../../knowledge/case/moves.ts";
import type { Topic } from "../wording/topics.ts";

/** The places of a conversation that these questions tell apart. */
export type Place = "question" | "look" | "step" | "check" | "offer" | "waiting" | "end";

export function findPlace(move: Move): Place {
  switch (move.kind) {
    case "look":
    case "report":
      return "look";
    case "step":
    case "revert":
      return "step";
    case "check":
    case "neighbour":
    case "confirm":
      return "check";
    case "hand-over":
      return move.reference ? "waiting" : "offer";
    case "close":
      return "end";
    default:
      return "question";
  }
}

const everywhere: readonly Place[] = ["question", "look", "step", "check", "offer", "waiting", "end"];
const doing: readonly Place[] = ["step", "look"];
const trying: readonly Place[] = ["step", "look", "check"];
const handingOver: readonly Place[] = ["offer", "waiting"];

const places: Record<Topic, readonly Place[]> = {
  "how-long": doing,
  rights: doing,
  "without-rights": doing,
  where: doing,
  safety: doing,
  disturbs: doing,
  "working-hours": doing,
  undo: doing,
  "if-it-fails": doing,
  effect: doing,
  "how-to": doing,
  "by-command": doing,
  restart: trying,
  "who-can": trying,
  "how-to-tell": trying,
  "why-asked": ["question", ...trying, ...handingOver],
  progress: ["question", ...trying, ...handingOver],
  "no-command": ["question", "check"],
  "leave-change": ["check", "step", "end"],
  "read-more": [...trying, "end"],
  "why-it-helped": ["check", "end"],
  noted: ["question", ...trying, "end"],
  "questions-left": everywhere,
  next: everywhere,
  times: everywhere,
  reference: everywhere,
  "who-fixed": ["end"],
  "close-ticket": ["end"],
  "no-one-comes": handingOver,
  wait: handingOver,
  call: handingOver,
  urgent: handingOver,
  "passed-on": handingOver,
  "why-contact": handingOver,
  "whose-name": handingOver,
  "add-later": handingOver,
  cancel: handingOver,
  decline: ["offer"],
};

/** Answers of the tree in general, to questions that a step or a look answers for itself. */
const general: Readonly<Record<string, Topic>> = {
  "how-long-does-it-take": "how-long",
  "is-downtime-needed": "working-hours",
  "is-this-safe": "safety",
};

/** The topic that this place answers in place of the tree's general answer. */
export function findOwnTopic(answer: string, place: Place): Topic | undefined {
  const topic = Object.hasOwn(general, answer) ? general[answer] : undefined;
  return topic && fitsPlace(topic, place) ? topic : undefined;
}

export const topics = Object.keys(places) as Topic[];

export const isTopic = (id: string): id is Topic => Object.hasOwn(places, id);

/** Whether the question has an answer of its own at this place. */
export const fitsPlace = (topic: Topic, place: Place): boolean => places[topic].includes(place);
