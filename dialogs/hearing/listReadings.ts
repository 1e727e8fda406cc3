/** Lists what the bot read in one message, from the events that record it. Each reading can be taken back on its own. */
import { type Event, findTakenBack } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { NOT_SURE } from "../../knowledge/tree/tree.ts";
import { nameAnswer, nameCodes } from "../wording/chips.ts";
import { sentence } from "../words/sentence.ts";

/** `places` are those of the events that hold the reading. `label` is the name, with a mark if it is doubtful or changed. */
export type Reading = { id: string; name: string; label: string; places: number[] };

type Placed = { at: number; event: Event };
type Answered = Extract<Event, { kind: "answered" }>;

/** The readings of the message with this group, without those of reports. Those that were taken back are listed too. */
export function listReadings(open: OpenCase, group: number): Reading[] {
  const events = open.history.flatMap((event, at): Placed[] =>
    "group" in event && event.group === group ? [{ at, event }] : [],
  );
  const readings = events.flatMap((placed) => makeReading(open, placed, events) ?? []);
  // Two facts can have the same short name.
  return [...Map.groupBy(readings, ({ label }) => label).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, places: same.flatMap(({ places }) => places) }] : [];
  });
}

function makeReading(open: OpenCase, { at, event }: Placed, events: readonly Placed[]): Reading | undefined {
  const { tree } = open.knowledge;
  switch (event.kind) {
    case "codes": {
      if (isFactWords(event, events)) return undefined;
      const name = nameCodes(event.codes);
      // The code says which fault it is.
      const fault = events.flatMap((other) =>
        other.event.kind === "answered" && other.event.fact === "code" && holds(event, other.event) ? [other.at] : [],
      );
      const id = `codes/${event.codes.map(({ kind, hex }) => kind + hex).join("+")}`;
      return { id, name, label: name, places: [at, ...fault] };
    }
    case "answered": {
      const { fact, answers, origin } = event;
      const [answer = NOT_SURE] = answers;
      if (fact === "code" || answer === NOT_SURE || origin === "pasted") return undefined;
      const name = nameAnswer(tree, fact, answer);
      const isChanged = open.history[at - 1]?.kind === "taken-back" && at > (event.group ?? at);
      const label = isChanged ? sentence("chip.changed", { chip: name }) : name;
      return { id: `answered/${fact}/${answer}`, name, label, places: [at, ...findOwnCodes(open, event, at, events)] };
    }
    case "supposed": {
      const [answer = NOT_SURE] = event.answers;
      if (!event.probably || event.now) return undefined;
      const name = nameAnswer(tree, event.fact, answer);
      return {
        id: `supposed/${event.fact}/${answer}`,
        name,
        label: sentence("chip.hedged", { chip: name }),
        places: [at],
      };
    }
    case "filled": {
      if (event.blank !== "host" || event.value === null) return undefined;
      const name = sentence("host-named", { host: event.value });
      return { id: `filled/host/${event.value}`, name, label: name, places: [at] };
    }
    default:
      return undefined;
  }
}

const holds = ({ codes }: Extract<Event, { kind: "codes" }>, { words }: Answered): boolean =>
  codes.some(({ from }) => from === words);

/** An event id that answers a question is shown as that answer. */
function isFactWords(codes: Extract<Event, { kind: "codes" }>, events: readonly Placed[]): boolean {
  const isEvent = codes.codes.every(({ kind }) => kind === "event");
  return isEvent && events.some(({ event }) => event.kind === "answered" && holds(codes, event));
}

/** The event ids that are shown as this answer, unless they are still shown as another one too. */
function findOwnCodes(open: OpenCase, answered: Answered, place: number, events: readonly Placed[]): number[] {
  const gone = findTakenBack(open.history);
  return events.flatMap(({ at, event: codes }) => {
    if (codes.kind !== "codes" || !isFactWords(codes, events) || !holds(codes, answered)) return [];
    const isShared = events.some(
      (other) =>
        other.at !== place && !gone.has(other.at) && other.event.kind === "answered" && holds(codes, other.event),
    );
    return isShared ? [] : [at];
  });
}
