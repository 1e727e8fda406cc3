/** A technician whose browser never gives up: it sends a form again, with the same id, until it is answered. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { DeskAction } from "../../src/desk/desk.ts";
import { browserAt } from "../support/browserAt.ts";
import { answerTo } from "./deskPerson.ts";
import { AGAIN_MS, PATIENCE_MS } from "./person.ts";

export type Done = { reference: string; kind: DeskAction["kind"]; text: string };

export type Technician = {
  name: string;
  /** The actions that the server confirmed, in order. */
  done: Done[];
  /** Forms that were sent again because their outcome was unknown. */
  repeated(): number;
  /** Refused actions on tickets that the technician had. */
  refused: { reference: string; why: string }[];
  signIn(): Promise<void>;
  /** Opens the desk in a tab. Returns a function that closes it. */
  attends(): () => void;
  /** The references of waiting tickets. */
  looks(): Promise<string[]>;
  /** The references of tickets that the technician has, among them those that came back. */
  returned(): Promise<string[]>;
  /** Resolves with the reason for a refusal, or undefined for the winner. */
  claims(reference: string): Promise<string | undefined>;
  /** Chats, records facts, and then resolves the ticket or gives it away. */
  works(reference: string): Promise<void>;
  reads(reference: string): Promise<string>;
};

type Wish = {
  name: string;
  token: string;
  random: () => number;
  /** When true, the technician resolves every ticket. */
  inHurry: () => boolean;
};

type Browser = ReturnType<typeof browserAt>;
type Page = Awaited<ReturnType<Browser["see"]>>;

const LISTENS_TIMES = 30;
const LISTENS_EVERY_MS = 100;

export function technicianAt(url: string, { name, token, random, inHurry }: Wish): Technician {
  const browser = browserAt({ url });
  const done: Done[] = [];
  const refused: Technician["refused"] = [];
  let repeated = 0;
  let messageCount = 0;

  async function untilAnswered(ask: () => Promise<Page>, onRetry = () => {}): Promise<Page> {
    const patience = performance.now() + PATIENCE_MS;
    for (;;) {
      const page = await ask().catch(() => undefined);
      if (page && page.status < 500) return page;
      if (performance.now() > patience) throw new Error(`${name} gets no answer; the last was ${page?.html}`);
      onRetry();
      await wait(AGAIN_MS);
    }
  }

  async function see(path: string): Promise<Page> {
    const page = await untilAnswered(() => browser.see(path));
    if (page.status !== 200) throw new Error(`${path} answered ${name} with ${page.status} ${page.to}`);
    return page;
  }

  /** Resolves with the reason for a refusal. */
  async function act(reference: string, kind: DeskAction["kind"], fields = {}): Promise<string | undefined> {
    const path = `/desk/tickets/${reference}`;
    const form = { once: randomUUID(), kind, ...fields };
    const page = await untilAnswered(
      () => browser.post(path, form),
      () => {
        repeated += 1;
      },
    );
    if (page.status === 303 && page.to === path) {
      done.push({ reference, kind, text: "text" in fields ? String(fields.text) : "" });
      return undefined;
    }
    if (page.status !== 409) throw new Error(`${kind} of ${reference} answered ${name} with ${page.status} ${page.to}`);
    return /id="notice" role="alert"><p>(.*?)<\/p>/.exec(page.html)?.[1] ?? "";
  }

  /** Resolves with whether the action was accepted. It must be, unless the person has withdrawn the ticket. */
  async function must(reference: string, kind: DeskAction["kind"], fields = {}): Promise<boolean> {
    const why = await act(reference, kind, fields);
    if (why !== undefined) refused.push({ reference, why });
    return why === undefined;
  }

  const reads = async (reference: string) => (await see(`/desk/tickets/${reference}`)).html;

  async function talks(reference: string): Promise<void> {
    messageCount += 1;
    const text = `${name} says ${messageCount}`;
    if (!(await must(reference, "say", { text })) || random() < 0.3) return;
    // Without an answer, continue; lost messages are found at the end.
    for (let times = 0; times < LISTENS_TIMES; times += 1) {
      if ((await reads(reference)).includes(`>${answerTo(text)}<`)) return;
      await wait(LISTENS_EVERY_MS);
    }
  }

  async function records(reference: string): Promise<void> {
    const form = /name="fact" value="([\w-]+)">.*?<\/form>/s.exec(await reads(reference));
    const answers = [...(form?.[0] ?? "").matchAll(/name="answers" value="([\w-]+)"/g)].map(([, id]) => id ?? "");
    const chosen = answers[Math.floor(random() * answers.length)];
    if (form && chosen) await must(reference, "record", { fact: form[1], answers: chosen });
  }

  async function resolves(reference: string): Promise<void> {
    const page = await reads(reference);
    const causes = [...page.matchAll(/<option value="([\w()-]+)">/g)].map(([, id]) => id ?? "");
    const cause = causes[Math.floor(random() * causes.length)];
    await must(reference, "resolve", { cause, note: `${name} looked after it` });
  }

  return {
    ...{ name, done, refused, reads },
    repeated: () => repeated,
    async signIn() {
      const page = await untilAnswered(() => browser.post("/desk/sign-in", { way: "token", token, to: "/desk" }));
      if (page.to !== "/desk") throw new Error(`${name} cannot sign in: ${page.status}`);
    },
    attends() {
      const tab = new AbortController();
      const watch = async () => {
        while (!tab.signal.aborted) {
          // The content and the end of the stream do not matter here.
          const news = browser.ask("/desk/news", { signal: tab.signal });
          await news.then((stream) => stream.text()).catch(() => "");
          await wait(AGAIN_MS);
        }
      };
      void watch();
      return () => tab.abort();
    },
    async looks() {
      const { html } = await see("/desk");
      return [...html.matchAll(/id="ticket-([\w-]+)" class="entry waiting"/g)].map(([, reference]) => reference ?? "");
    },
    async returned() {
      const { html } = await see("/desk?list=mine");
      return [...html.matchAll(/id="ticket-([\w-]+)" class="entry with-technician"/g)].map(
        ([, reference]) => reference ?? "",
      );
    },
    claims: (reference) => act(reference, "claim"),
    async works(reference) {
      for (let rounds = 1 + Math.floor(random() * 3); rounds > 0; rounds -= 1) {
        await talks(reference);
        if (random() < 0.3) await records(reference);
      }
      const end = inHurry() ? 1 : random();
      if (end < 0.12) await must(reference, "release");
      else if (end < 0.35) await must(reference, "hand-back");
      else await resolves(reference);
    },
  };
}
