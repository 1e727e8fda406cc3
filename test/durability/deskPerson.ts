/** Somebody who wants a technician: hands over, adds to it while waiting, answers whoever takes over, and says in the end whether it works. */
import { setTimeout as wait } from "node:timers/promises";
import { type Button, buttonsOf, type Seen, wordsOf } from "../transports/directLine/seen.ts";
import { type Caller, comeIn, type Said } from "./person.ts";

export type Held = {
  id: string;
  said: Said[];
  /** Ids in the order of arrival, one that came twice twice. */
  received: string[];
  /** All references that were read anywhere. */
  references: string[];
  repeated: number;
  /** Why it did not come to its end. */
  stuck: string | undefined;
};

type Wish = {
  random: () => number;
  /** Whoever is in a hurry neither withdraws nor finds that it does not work yet. */
  inHurry: () => boolean;
};

/** What the person reacts to. Buttons tell, because the words of a card may be cut off. */
type Occasion = "offered" | "handed-over" | "with-the-bot" | "asked" | "withdrawn" | "closed";

const labels = { handOver: "Yes, hand it over", works: "Yes, it works", notYet: "No, it does not" };
const openings = [
  "0x904 0x7, straight on the same network",
  "Remote Desktop says Error code: 0x904 Extended error code: 0x7",
  "hello",
];
const PAUSE_AT_MOST_MS = 60;

let count = 0;

/** What a person answers when a technician has said this. */
export const answerTo = (words: string): string => `heard ${words}`;

/** One conversation, until it is closed, or nothing comes any more. */
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
    said: caller.said,
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
    const button = buttonIn(heard, label);
    if (!button) throw new Error(`there is no "${label}" in ${caller.id}`);
    return caller.says({ type: "message", value: { ...button.data, ...fields } });
  };

  /** Resolves with the id up to which everything is dealt with. */
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
  let dealtWith = await typed("technician");
  const answered = new Set<string>();
  for (;;) {
    const next = await caller.hears("anything to react to", () => {
      const newest = heard.findLast((one) => one.id > dealtWith && occasionOf(one));
      const words = heard.find((one) => technicianIn(one) && !answered.has(one.id));
      return newest && occasionOf(newest) === "closed" ? newest : (words ?? newest);
    });
    await wait(random() * PAUSE_AT_MOST_MS);
    const words = technicianIn(next);
    if (words) {
      answered.add(next.id);
      await typed(answerTo(words));
      continue;
    }
    const occasion = occasionOf(next) as Occasion;
    dealtWith = await react(occasion, next.id);
    if (occasion === "closed") break;
  }
  // Its answer is one line, the last of all: who has it has everything.
  await answer(await typed("thanks"));
}

function occasionOf(activity: Seen): Occasion | undefined {
  const words = wordsOf(activity);
  const has = (label: string) => buttonsOf(activity).some(({ title }) => title === label);
  if (has(labels.notYet)) return "asked";
  if (has(labels.handOver)) return "offered";
  if (/^It is handed over|^It is with the technicians again/.test(words)) return "handed-over";
  // Who wants to withdraw it may be a moment late.
  if (/has handed you back to me|^Nothing was handed over/.test(words)) return "with-the-bot";
  if (/is withdrawn; nobody/.test(words)) return "withdrawn";
  return /I close this here|I stop here/.test(words) ? "closed" : undefined;
}

/** What a technician said, without the name that stands before it. */
function technicianIn(activity: Seen): string | undefined {
  return /^\w+ \(technician\): (.*)$/.exec(wordsOf(activity))?.[1];
}

function buttonIn(heard: readonly Seen[], label: string): Button | undefined {
  return heard.flatMap(buttonsOf).findLast(({ title }) => title === label);
}
