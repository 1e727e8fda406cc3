/** Says who has a person's case, for the header of the chat page. Computed from the store whenever something may have changed. */
import * as z from "zod";
import type { LookAtDesk } from "../../dialogs/ports.ts";
import type { HelpDesk } from "../../dialogs/wording/helpDesk.ts";
import { wordOutlook } from "../../dialogs/wording/outlook.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import { makeCaseKey } from "../store/caseKey.ts";
import type { CaseState } from "../store/cases.ts";
import type { Store } from "../store/store.ts";

const phases = ["bot", "waiting", "with-technician", "resolved", "closed"] as const satisfies readonly CaseState[];

/** `title` and `details` are sentences for the person. */
export const chatState = z.strictObject({
  phase: z.enum(phases),
  title: z.string(),
  details: z.array(z.string()),
  /** Of the ticket that waits. */
  reference: z.string().nullable(),
  /** Whether the person waits for an answer that will come in this chat. */
  answersHere: z.boolean(),
  /** The technician who has the case or resolved it. */
  technician: z.string().nullable(),
  /** The technician who has seen the person's lines up to the number `seq`. */
  seen: z.strictObject({ by: z.string(), seq: z.int() }).nullable(),
});

export type ChatState = z.infer<typeof chatState>;
export type FindChatState = (channel: string, conversation: string, person: string) => Promise<ChatState>;

type Parts = { store: Pick<Store, "cases" | "tickets">; look: LookAtDesk; helpDesk: HelpDesk };
type Words = Pick<ChatState, "title" | "details"> & { answersHere?: boolean };

/** The states without `seen`. */
export function createChatStates({ store, look, helpDesk }: Parts) {
  return async (channel: string, conversation: string, person: string): Promise<Omit<ChatState, "seen">> => {
    const current = await store.cases.current(makeCaseKey(channel, conversation, person));
    const { state: phase = "bot", reference = null } = current ?? {};
    const by = reference === null ? null : ((await store.tickets.find(reference))?.by ?? null);
    const technician = phase === "with-technician" || phase === "resolved" ? by : null;
    const name = technician ?? sentence("desk-page.a-technician");
    const words = await describe(phase, reference ?? "", name);
    return { phase, technician, reference: phase === "waiting" ? reference : null, answersHere: false, ...words };
  };

  function describe(phase: CaseState, reference: string, name: string): Promise<Words> | Words {
    const title = sentence(`page.state.${phase}`, { name });
    switch (phase) {
      case "waiting":
        return describeWaiting(title, reference);
      case "with-technician":
        return describeTalk(name);
      case "resolved":
        return { title, details: [sentence("page.state.resolved-details", { name })] };
      case "bot":
      case "closed":
        return { title, details: [sentence(`page.state.${phase}-details`)] };
    }
  }

  async function describeWaiting(title: string, reference: string): Promise<Words> {
    const outlook = await look({ reference });
    const { waiting, hasDesk } = outlook;
    const place = waiting && hasDesk ? [sentence("page.state.place", { before: waiting.before })] : [];
    return { title, details: [...place, wordOutlook(outlook), ...wordReach()].filter(Boolean), answersHere: hasDesk };
  }

  async function describeTalk(name: string): Promise<Words> {
    const { isThere } = await look({ technician: name });
    const state = isThere === false ? "away" : "with-technician";
    return {
      title: sentence(`page.state.${state}`, { name }),
      details: [sentence(`page.state.${state}-details`, { name })],
    };
  }

  function wordReach(): string[] {
    const { name, contact, hours } = helpDesk;
    if (!contact) return [];
    return [
      hours ? sentence("page.chat.reach-hours", { name, contact, hours }) : sentence("page.reach", { name, contact }),
    ];
  }
}
