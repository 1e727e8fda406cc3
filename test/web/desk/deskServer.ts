/** The desk's pages on a real server, with a desk in memory that records the technicians' actions. */

import { onTestFinished } from "vitest";
import { emptyBrief } from "../../../dialogs/wording/brief.ts";
import { createAttendance } from "../../../src/desk/attendance.ts";
import { explainBadNote, explainTooLongAction } from "../../../src/desk/decide.ts";
import type { Desk, DeskAction, QueueEntry, TicketView } from "../../../src/desk/desk.ts";
import { LiveTalk } from "../../../src/desk/liveTalk.ts";
import { createNews } from "../../../src/desk/news.ts";
import { createLog } from "../../../src/log.ts";
import { openStore } from "../../../src/store/openStore.ts";
import { createDeskPages } from "../../../src/web/desk/pages.ts";
import type { DeskToken } from "../../../src/web/desk/settings.ts";
import { createSignIn } from "../../../src/web/desk/signIn.ts";
import { browserAt } from "../../support/browserAt.ts";
import { serve } from "../../support/server.ts";

export type Paper = Desk & {
  tickets: Map<string, TicketView>;
  acts: { reference: string; by: string; id: string; action: DeskAction }[];
  /** While true, the store fails. */
  broken: boolean;
};

type Wish = {
  /** The address that the settings name; the server itself listens on loopback. */
  host?: string;
  tokens?: DeskToken[];
  tickets?: TicketView[];
  port?: number;
  store?: Awaited<ReturnType<typeof openStore>>;
};

export async function startDesk({ host = "127.0.0.1", tokens = [], tickets = [ticketOf()], port, ...wish }: Wish = {}) {
  const store = wish.store ?? (await openStore(":memory:"));
  // Registered first, so that it runs last: the server has to end before its store.
  if (!wish.store) onTestFinished(() => store.close());
  const clock = { now: new Date("2026-11-23T10:00:00.000Z") };
  const now = () => clock.now;
  const news = createNews();
  const attendance = createAttendance();
  const state = {
    phase: "bot",
    title: "",
    details: [],
    technician: null,
    reference: null,
    answersHere: false,
  } as const;
  const live = new LiveTalk({ store, findState: async () => ({ ...state, details: [] }), news, now });
  const desk = deskOfPaper(tickets, (reference) => news.tell(reference));
  const signIn = createSignIn({ host, tokens, now });
  const cannedReplies = [{ title: "Hello", text: "Hello {person}, {technician} here about {computer}." }];
  const pages = createDeskPages({
    desk,
    cannedReplies,
    news,
    attendance,
    live,
    store,
    signIn,
    log: createLog("silent"),
    now,
  });
  const served = await serve({ ...(port && { port }), store, parts: [pages] });
  return { url: served.url, port: served.port, stop: served.stop, store, clock, news, attendance, desk, signIn };
}

export type DeskServer = Awaited<ReturnType<typeof startDesk>>;

/** Kim, signed in with a link. */
export async function signedIn(server: DeskServer, name = "Kim") {
  const browser = browserAt(server);
  const code = server.signIn.newLink()?.split("/").pop() ?? "";
  await browser.post("/desk/link", { code, name });
  return browser;
}

function deskOfPaper(views: TicketView[], tell: (reference: string) => void): Paper {
  const tickets = new Map(views.map((view) => [view.reference, view]));
  const done = new Map<string, Awaited<ReturnType<Desk["act"]>>>();
  const paper: Paper = {
    tickets,
    acts: [],
    broken: false,
    async queue(_technician, { words = "", list = "open" } = {}) {
      return [...tickets.values()].filter(
        (view) =>
          (view.state === "closed") === (list === "closed") &&
          (list !== "waiting" || view.state === "waiting") &&
          JSON.stringify(view).toLowerCase().includes(words.toLowerCase()),
      );
    },
    async answered({ name }) {
      return [...tickets.values()].filter(({ by, unanswered }) => by === name && unanswered);
    },
    async count() {
      const closed = [...tickets.values()].filter(({ state }) => state === "closed").length;
      const waiting = [...tickets.values()].filter(({ state }) => state === "waiting").length;
      return { open: tickets.size - closed, waiting, mine: 0, changes: 0, resolved: 0, closed };
    },
    async ticket(reference, { name }) {
      const view = tickets.get(reference);
      return view && { ...view, may: mayOf(view, name) };
    },
    async act(reference, { name }, id, action) {
      if (paper.broken) throw new Error("the disk is full");
      const before = done.get(id);
      if (before) return before;
      const view = tickets.get(reference);
      if (!view) return { done: false, why: "There is no such ticket any more." };
      if (action.kind === "claim" && view.by && view.by !== name)
        return { done: false, why: `${view.by} was faster and has this ticket.` };
      const why = action.kind === "note" ? explainBadNote(action.text) : explainTooLongAction(action);
      if (why) return { done: false, why };
      paper.acts.push({ reference, by: name, id, action });
      carryOut(view, name, action);
      done.set(id, { done: true });
      tell(reference);
      return { done: true };
    },
  };
  return paper;
}

function mayOf({ state, by, openChanges }: QueueEntry, name: string): TicketView["may"] {
  const mine = state === "with-technician" && by === name;
  const isPutBack = openChanges === 0;
  return {
    "take-over": false,
    claim: state === "waiting" || state === "with-bot",
    release: mine,
    say: mine,
    record: mine,
    fill: mine,
    read: mine,
    "next-done": mine,
    undo: mine,
    "put-back": mine,
    keep: mine,
    "hand-back": mine && isPutBack,
    resolve: mine && isPutBack,
    reopen: state === "resolved" || state === "closed",
  };
}

function carryOut(view: TicketView, name: string, action: DeskAction): void {
  if (action.kind === "claim" || action.kind === "reopen") Object.assign(view, { state: "with-technician", by: name });
  if (action.kind === "release") Object.assign(view, { state: "waiting", by: null });
  if (action.kind === "hand-back") Object.assign(view, { state: "with-bot", by: null });
  if (action.kind === "put-back") {
    view.changes = view.changes.filter(({ change }) => change !== action.change);
    view.openChanges = view.changes.length;
  }
  if (action.kind === "say") {
    const row = (view.lines.at(-1)?.row ?? 0) + 1;
    const line = { row, who: "technician", name, at: view.changedAt, text: action.text } as const;
    view.lines.push({ ...line, byModel: false, leftOut: false, unsent: true, offers: [] });
    view.unanswered = false;
  }
  if (action.kind === "resolve") {
    const causeTitle = view.causes.find(({ id }) => id === action.cause)?.title ?? null;
    Object.assign(view, {
      state: "resolved",
      resolved: { by: name, cause: action.cause, causeTitle, note: action.note },
    });
  }
}

/** Sam's ticket by default. `words` fills every field that can hold a text of other people. */
export function ticketOf(
  changes: Partial<TicketView> = {},
  words = (_place: string, usual: string) => usual,
): TicketView {
  const at = "2026-11-23T09:41:00.000Z";
  const run = words(
    "run",
    'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\\Client" /v fClientDisableUDP /t REG_DWORD /d 1 /f',
  );
  const now: TicketView["now"] = {
    version: 2,
    reference: "RC-7K3F-2QW9",
    revision: 1,
    at,
    channel: "webchat",
    tree: { id: "rdp-0x904", version: "1.4.0", hash: "4f2a91c07be3d2" },
    reason: { id: "asked-for", text: words("reason", "The person asked for a technician.") },
    person: {
      id: "dl_1",
      name: words("name", "Sam Porter"),
      contact: words("contact", "ext. 4711"),
      onBehalf: words("onBehalf", "a caller"),
    },
    impact: words("impact", "The month-end closing is stuck, because the accounts server cannot be reached."),
    urgency: "now",
    fault: {
      codes: [
        { kind: "error", hex: "0x904", name: words("code", "the connection was closed while it was set up") },
        { kind: "extended", hex: "0x7" },
      ],
    },
    suspects: [
      {
        cause: "udp-blocked",
        title: words("suspect", "UDP is dropped on the way"),
        standing: "likely",
        because: [words("because", "it works inside the office"), "it hangs for half a minute first"],
        note: words("note", "No page that names this fault vouches for this cause."),
      },
      { cause: "certificate", title: "The computer's own certificate is broken", standing: "possible", because: [] },
      {
        cause: "tunnel",
        title: "A tunnel ends before the computer",
        standing: "ruled-out",
        because: ["it goes straight to it"],
      },
    ],
    tried: [
      {
        what: "cause:nla",
        title: words("tried", "Asking for the password first"),
        result: words("result", "did not help"),
        steps: [{ step: "s1", do: "Untick the box", run, result: "done" }],
      },
    ],
    openChanges: [],
    next: {
      step: "s0",
      title: words("next title", "Restart the Remote Desktop service"),
      do: words("next do", "Restart the service on the remote computer."),
      where: words("next where", "on the remote computer"),
      warning: words("next warning", "It disconnects everyone who works there."),
      run: "Restart-Service TermService -Force",
      expect: words("expect", "The service says Running."),
    },
    looks: [
      {
        look: "events",
        do: words("look", "Read the newest events of Remote Desktop"),
        run: "Get-WinEvent -LogName Microsoft-Windows-TerminalServices-RDPClient/Operational -MaxEvents 20",
        learns: ["f"],
      },
    ],
    notAllowed: [
      {
        cause: "udp-blocked",
        title: "UDP is dropped on the way",
        steps: [
          {
            step: "s2",
            do: words("step", "Turn UDP off for Remote Desktop by policy"),
            run,
            who: "administrator",
            where: "the computer in front of you",
            warning: words("warning", "Everybody on this computer is affected."),
          },
        ],
      },
    ],
    facts: [
      {
        fact: "who",
        question: words("question", "Does it happen to everyone who connects to that computer?"),
        answer: "me",
        label: words("label", "Only to me"),
        origin: "said",
        words: words("words", "only me I think"),
      },
      {
        fact: "where",
        question: "Does it work inside the office?",
        answer: "yes",
        label: "Yes",
        origin: "chosen",
        words: "",
      },
    ],
    leftOut: 1,
    redacted: { secrets: 0, people: 0, hosts: 0 },
    transcript: [],
  };
  const line = { name: "", byModel: false, leftOut: false, unsent: false, offers: [] };
  return {
    reference: "RC-7K3F-2QW9",
    state: "waiting",
    by: null,
    at,
    waitsSince: at,
    changedAt: "2026-11-23T09:58:00.000Z",
    urgency: "now",
    person: words("person", "Sam Porter"),
    channel: words("channel", "webchat"),
    about: words("about", "The month-end closing is stuck, because the accounts server cannot be reached."),
    openChanges: 1,
    times: 1,
    ...emptyBrief,
    unanswered: true,
    deadDeliveries: 1,
    now,
    handedOver: now,
    told: {
      impact: words("impact", "The month-end closing is stuck, because the accounts server cannot be reached."),
      urgency: "now",
      contact: "ext. 4711",
    },
    lines: [
      { ...line, row: 1, who: "person", at, text: words("said", "Remote Desktop says 0x904, extended error 0x7") },
      {
        ...line,
        row: 2,
        who: "bot",
        at,
        text: "Does it happen to everyone who connects to that computer?",
        byModel: true,
      },
      { ...line, row: 3, who: "person", at, text: "", leftOut: true },
      {
        ...line,
        row: 4,
        who: "technician",
        name: words("technician", "Robin"),
        at,
        text: "Good morning, I am looking at it.",
        unsent: true,
      },
    ],
    report: null,
    blanks: [],
    notes: [],
    repairedFile: null,
    inTheirWords: words("first words", "Nobody can open the accounts"),
    recording: { recording: 9, what: words("recorded", "Is a VPN on? – No"), isTakenBack: false },
    facts: [
      {
        fact: "port",
        question: words("ask", "Does the computer answer on port 3389?"),
        known: null,
        many: false,
        choices: [
          { id: "yes", label: words("choice", "Yes, it does"), name: words("choice", "Yes, it does") },
          { id: "no", label: "No", name: "No" },
        ],
      },
      {
        fact: "goes-through",
        question: "What does the connection go through?",
        known: null,
        many: true,
        choices: [
          { id: "vpn", label: "A VPN", name: "A VPN" },
          { id: "gateway", label: "A gateway", name: "A gateway" },
        ],
      },
      {
        fact: "who",
        question: "Does it happen to everyone who connects to that computer?",
        known: words("known", "Only to me"),
        many: false,
        choices: [{ id: "me", label: "Only to me", name: "Only to me" }],
      },
    ],
    causes: [
      { id: "udp-blocked", title: words("cause", "UDP is dropped on the way"), standing: "likely" },
      { id: "certificate", title: "The computer's own certificate is broken", standing: "possible" },
    ],
    fixed: null,
    changes: [
      {
        change: 7,
        title: words("change title", "Turn the firewall off"),
        undo: words("undo", "Turn the firewall on again"),
        cause: null,
        run: "netsh advfirewall set allprofiles state on",
      },
    ],
    resolved: null,
    resolvedBefore: [],
    earlierLines: 0,
    deliveries: [
      {
        id: "d1",
        target: "webhook",
        reference: "RC-7K3F-2QW9",
        revision: 1,
        at,
        state: "delivered",
        attempts: 1,
        nextAt: at,
        deliveredAt: at,
        error: null,
      },
      {
        id: "d2",
        target: "mail",
        reference: "RC-7K3F-2QW9",
        revision: 1,
        at,
        state: "dead",
        attempts: 12,
        nextAt: at,
        deliveredAt: null,
        error: words("error", "554 the mailbox is full"),
      },
    ],
    log: [
      { reference: "RC-7K3F-2QW9", at, who: "person", what: "handed-over", detail: "asked-for" },
      { reference: "RC-7K3F-2QW9", at, who: words("who", "Robin"), what: "saw", detail: words("detail", "") },
    ],
    isThere: true,
    may: mayOf({ state: "waiting", by: null } as QueueEntry, ""),
    ...changes,
  };
}
