/** A person who wants a technician: hands over, adds notes while waiting, answers the technician, and finally says whether it works. */
import { setTimeout as wait } from "node:timers/promises";
import { technicianId } from "../../src/channels/channels.ts";
import { type Button, buttonsOf, type Seen, wordsOf } from "../transports/directLine/seen.ts";
import { type Acknowledged, type Caller, comeIn } from "./person.ts";

export type Held = {
  id: string;
  acknowledged: Acknowledged[];
  /** Ids in the order of arrival, including duplicates. */
  received: string[];
  /** All references that the person has seen. */
  references: string[];
  repeated: number;
  /** Why the conversation did not reach its end. */
  stuck: string | undefined;
};

type Wish = {
  random: () => number;
  /** When true, the person does not withdraw and says that it works. */
  inHurry: () => boolean;
};

/** What the person reacts to. Recognised by buttons where possible, because the text of a card may be cut off. */
type Occasion = "offered" | "handed-over" | "with-the-bot" | "asked" | "withdrawn" | "closed";

const labels = { handOver: "Hand over", works: "Yes, it works", notYet: "No, still not" };
const openings = [
  "0x904 0x7, straight on the same network",
  "Remote Desktop says Error code: 0x904 Extended error code: 0x7",
  "hello",
];
const PAUSE_AT_MOST_MS = 60;

let count = 0;

/** The person's answer to a technician's message. */
export const answerTo = (words: string): string => `heard ${words}`;

/** Runs one conversation until it is closed or the person gets stuck. */
export async function asksForTechnician(url: string, wish: Wish): Promise<Held> {
  const caller = await comeIn(url);
  const stuck = await goesThrough(caller, wish).then(
    () => undefined,
    (error) => String(error),
  );
  caller.leaves();
  const { heard } = caller.client;
  return {
    id: caller.id,
    acknowledged: caller.acknowledged,
    received: heard.map(({ id }) => id),
    references: [...new Set(JSON.stringify(heard).match(/RC-[0-9A-Z]{4}-[0-9A-Z]{4}/g) ?? [])],
    repeated: caller.repeated(),
    stuck,
  };
}

async function goesThrough(caller: Caller, { random, inHurry }: Wish): Promise<void> {
  const { heard } = caller.client;
  const typed = (text: string) => caller.says({ type: "message", text });
  const answer = (id: string) => caller.hears(`the answer to ${id}`, () => heard.find((activity) => activity.id > id));
  const press = (label: string, fields = {}) => {
    const button = findButton(heard, label);
    if (!button) throw new Error(`no card has a button "${label}" in ${caller.id}`);
    return caller.says({ type: "message", value: { ...button.data, ...fields } });
  };

  /** Resolves with the id of the last activity that the person has handled. */
  async function react(occasion: Occasion, id: string): Promise<string> {
    switch (occasion) {
      case "offered":
        count += 1;
        if (random() < 0.3) return typed("technician");
        return press(labels.handOver, { impact: `case ${count} stands still`, urgency: "today", name: `P${count}` });
      case "handed-over":
        for (let notes = Math.floor(random() * 3); notes > 0; notes -= 1) {
          count += 1;
          await typed(`note ${count} on it`);
        }
        return !inHurry() && random() < 0.12 ? typed("withdraw") : id;
      case "with-the-bot":
        return typed("technician");
      case "asked":
        if (inHurry() || random() < 0.7) return press(labels.works);
        return random() < 0.5 ? press(labels.notYet) : typed("technician");
      case "withdrawn":
        return typed("stop");
      case "closed":
        return id;
    }
  }

  const opening = openings[Math.floor(random() * openings.length)] ?? "";
  await answer(await typed(opening));
  let handledUpTo = await typed("technician");
  const answered = new Set<string>();
  for (;;) {
    const next = await caller.hears("anything to react to", () => {
      const newest = heard.findLast((activity) => activity.id > handledUpTo && findOccasion(activity));
      const words = heard.find((activity) => readTechnicianText(activity) && !answered.has(activity.id));
      return newest && findOccasion(newest) === "closed" ? newest : (words ?? newest);
    });
    await wait(random() * PAUSE_AT_MOST_MS);
    const words = readTechnicianText(next);
    if (words) {
      answered.add(next.id);
      await typed(answerTo(words));
      continue;
    }
    const occasion = findOccasion(next) as Occasion;
    handledUpTo = await react(occasion, next.id);
    if (occasion === "closed") break;
  }
  // Its answer is a single line and the last one, so a client that has it has every line.
  await answer(await typed("thanks"));
}

function findOccasion(activity: Seen): Occasion | undefined {
  const words = wordsOf(activity);
  const has = (label: string) => buttonsOf(activity).some(({ title }) => title === label);
  if (has(labels.notYet)) return "asked";
  if (has(labels.handOver)) return "offered";
  if (/^I've handed it over|^The technicians have it again/.test(words)) return "handed-over";
  // A withdrawal may come a moment too late.
  if (/has handed you back to me|^Nothing has been handed over/.test(words)) return "with-the-bot";
  if (/is withdrawn\. The technicians/.test(words)) return "withdrawn";
  return /^Great, it works|I'll stop here/.test(words) ? "closed" : undefined;
}

function readTechnicianText(activity: Seen): string | undefined {
  return activity.from.id === technicianId ? wordsOf(activity) : undefined;
}

function findButton(heard: readonly Seen[], label: string): Button | undefined {
  return heard.flatMap(buttonsOf).findLast(({ title }) => title === label);
}
