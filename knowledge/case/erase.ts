/** What a case loses when a person deletes or edits a message: its words for good, and what the words stated. */
import { type Event, findTakenBack } from "./events.ts";

type Kind = Event["kind"];

/** Places in a history; `to` is the first place after them. */
type Range = { from: number; to: number };

/**
 * Whether an event only states something. What a person did stays, because a change on a computer must never be forgotten,
 * and so does what others did since. "unless-closed" and "unless-handed-over" name what can no longer be undone.
 */
const statements: Record<Kind, boolean | "unless-closed" | "unless-handed-over"> = {
  codes: true,
  answered: true,
  supposed: true,
  "not-meant": true,
  looked: true,
  reported: true,
  "asked-together": true,
  "no-report": true,
  filled: true,
  "could-not": true,
  "not-needed": true,
  checked: "unless-closed",
  stayed: true,
  "wants-person": "unless-handed-over",
  "not-understood": true,
  told: true,
  leaving: "unless-closed",
  opened: false,
  performed: false,
  reverted: false,
  "walked-away": false,
  "handed-over": false,
  withdrawn: false,
  joined: false,
  released: false,
  "handed-back": false,
  recorded: false,
  resolved: false,
  reopened: false,
  closed: false,
  "taken-back": false,
};

export type Erased = {
  /** Places of the events that no longer count. */
  withdrawn: number[];
  /** The events that lose words, by their places. Every place and kind stays, because other events refer to them. */
  rewritten: Map<number, Event>;
};

/** What deleting a message takes out of a case. `added`: the places of the events that the message added. */
export function eraseMessage(history: readonly Event[], added: Range): Erased {
  const gone = findTakenBack(history);
  const places = history.flatMap((event, at) =>
    (isIn(added, at) && isStatement(event, at, history)) || copies(event, at, history, added) ? [at] : [],
  );
  const rewritten = new Map<number, Event>();
  for (const [at, event] of history.entries()) {
    if (!isIn(added, at) && !places.includes(at)) continue;
    const bare = eraseWords(event);
    if (bare) rewritten.set(at, bare);
  }
  for (const [at, event] of eraseFromLater(history, added)) rewritten.set(at, event);
  // What technicians may not see must stay hidden, so a choice to keep things back outlives its message.
  const keepsBack = (at: number) => {
    const event = history[at];
    return event?.kind === "told" && event.leftOut !== undefined;
  };
  return { withdrawn: places.filter((at) => !gone.has(at) && !keepsBack(at)), rewritten };
}

/** What deleting a message takes out of a case if its events are not known: the words that it contains, but no facts. */
export function eraseText(history: readonly Event[], text: string): Erased {
  const whole = normalize(text);
  const rewritten = new Map<number, Event>();
  for (const [at, event] of history.entries()) {
    const words = normalize(readWords(event));
    const bare = words !== "" && whole.includes(words) ? eraseWords(event) : undefined;
    if (bare) rewritten.set(at, bare);
  }
  return { withdrawn: [], rewritten };
}

/** Places of the events whose message was deleted or edited. */
export function findDeleted(history: readonly Event[]): ReadonlySet<number> {
  return findTakenBack(history.filter((event) => event.kind === "taken-back" && event.deleted));
}

const isIn = ({ from, to }: Range, at: number): boolean => from <= at && at < to;

function isStatement({ kind }: Event, at: number, history: readonly Event[]): boolean {
  const statement = statements[kind];
  if (statement === "unless-closed")
    return history.findLast((event) => lasting.includes(event.kind))?.kind !== "closed";
  if (statement === "unless-handed-over") return !history.slice(at).some((event) => event.kind === "handed-over");
  return statement ?? false;
}

const lasting: readonly Kind[] = ["closed", "reopened"];

/** Whether a later message repeats an event of this one: a "yes" to "Did I get that right?" takes its words over. */
function copies(event: Event, at: number, history: readonly Event[], added: Range): boolean {
  if (at < added.to) return false;
  const before = history.slice(added.from, added.to);
  if (event.kind === "answered" || event.kind === "supposed") {
    const { fact, words } = event;
    return (
      words !== "" &&
      before.some(
        (old) => (old.kind === "answered" || old.kind === "supposed") && old.fact === fact && old.words === words,
      )
    );
  }
  if (event.kind !== "filled" || event.value === null) return false;
  return before.some((old) => old.kind === "filled" && old.blank === event.blank && old.value === event.value);
}

/** The event without the person's words; undefined if it has none. */
function eraseWords(event: Event): Event | undefined {
  switch (event.kind) {
    case "codes":
      return { ...event, codes: event.codes.map((code) => ({ ...code, from: "" })) };
    case "answered":
    case "supposed":
    case "wants-person":
      return { ...event, words: "" };
    case "reported": {
      const { host: _, ...report } = event;
      return { ...report, lines: [] };
    }
    case "filled":
      return { ...event, value: null };
    case "told":
      return { kind: "told", ...(event.leftOut && { leftOut: event.leftOut }) };
    case "not-understood": {
      const { said: _, ...rest } = event;
      return rest;
    }
    default:
      return undefined;
  }
}

/** The person's own words in an event. */
function readWords(event: Event): string {
  if (event.kind === "answered" || event.kind === "supposed" || event.kind === "wants-person") return event.words;
  if (event.kind === "filled") return event.value ?? "";
  return "";
}

/** What is told is added to what was told before, so later events repeat it. */
function eraseFromLater(history: readonly Event[], added: Range): [number, Event][] {
  const told = history.slice(added.from, added.to).filter((event) => event.kind === "told");
  if (told.length === 0) return [];
  const before = history
    .slice(0, added.from)
    .flatMap((event) => (event.kind === "told" ? listParts(event.impact) : []));
  const parts = told.flatMap(({ impact }) => listParts(impact)).filter((part) => !before.includes(part));
  const isRepeated = (field: "name" | "contact", value: string) => told.some((event) => event[field] === value);
  return history.slice(added.to).flatMap((event, index): [number, Event][] => {
    if (event.kind !== "told") return [];
    const { impact, name, contact, ...rest } = event;
    const left = listParts(impact).filter((part) => !parts.includes(part));
    const later: Event = {
      ...rest,
      ...(left.length > 0 && { impact: left.join(between) }),
      ...(name !== undefined && !isRepeated("name", name) && { name }),
      ...(contact !== undefined && !isRepeated("contact", contact) && { contact }),
    };
    return [[added.to + index, later]];
  });
}

/** Stands between the parts of what people told about the impact. */
export const between = " / ";

const listParts = (impact: string | undefined): string[] => impact?.split(between) ?? [];

const normalize = (text: string): string => text.replace(/\s+/g, " ").trim().toLowerCase();
