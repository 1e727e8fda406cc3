/** A ticket, its deliveries, and a store that contains them. */

import { readFileSync } from "node:fs";
import type { Delivery } from "../../src/store/deliveries.ts";
import { openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { makeStanding } from "../../src/store/tickets.ts";
import { summarizeForList } from "../../src/tickets/ticketInWords.ts";
import { type TicketPackage, ticketPackage } from "../../src/tickets/ticketPackage.ts";
import { treeFiles } from "./trees.ts";

/** A small valid ticket with a value in every field. */
export function makeTicket(more: Partial<TicketPackage> = {}): TicketPackage {
  return ticketPackage.parse({
    version: 2,
    reference: "RC-7K3F-2QW9",
    revision: 1,
    at: "2026-03-02T09:30:00.000Z",
    channel: "msteams",
    tree: { id: "rdp-0x904", version: "1.0.0", hash: "0123456789abcdef0123456789abcdef" },
    reason: { id: "end-of-tree", text: "the next steps need an administrator of the server" },
    person: {
      id: "u-17",
      name: "Ana Sommer",
      contact: "ext. 4711 or ana.sommer@corp.test",
      onBehalf: "Bo in accounting",
    },
    computer: { name: "srv-fibu", kind: "Server 2019", way: "VPN" },
    since: "since Monday",
    affected: "To everyone",
    next: {
      look: "server-log",
      do: "Read the server's log",
      where: "on the server",
      run: "Get-WinEvent -LogName System",
    },
    desk: "https://help.corp.test/desk/tickets/RC-7K3F-2QW9",
    impact: "I cannot write invoices",
    urgency: "today",
    fault: {
      codes: [
        { kind: "disconnect", hex: "0x904", name: "network error" },
        { kind: "extended", hex: "0x7" },
      ],
    },
    suspects: [
      {
        cause: "certificate-stale",
        title: "The server's certificate is stale",
        standing: "likely",
        because: ["it happens to everyone"],
      },
      { cause: "clock", title: "A clock is wrong", standing: "possible", because: [] },
      { cause: "tls", title: "No shared TLS version", standing: "possible", because: [] },
      { cause: "tunnel", title: "A VPN cuts the connection", standing: "ruled-out", because: ["no VPN is on"] },
    ],
    tried: [
      {
        what: "cause:still-starting",
        title: "The computer is still starting",
        steps: [{ step: "wait", do: "Wait three minutes and try again", result: "done" }],
        result: "did not help",
      },
    ],
    openChanges: [
      {
        step: "nla-off",
        do: "Network Level Authentication was turned off for one attempt",
        run: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name UserAuthentication -Value 0",
        undo: {
          do: "Turn it on again",
          run: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\RDP-Tcp' -Name UserAuthentication -Value 1",
        },
      },
    ],
    notAllowed: [
      {
        cause: "certificate-stale",
        title: "The server's certificate is stale",
        steps: [
          {
            step: "renew",
            do: "Have Windows make a new one",
            warning: "Everyone is disconnected.",
            run: "Restart-Service TermService -Force",
            who: "server-admin",
            where: "remote-pc",
          },
        ],
      },
    ],
    looks: [
      { look: "server-log", do: "Read the server's log", run: "Get-WinEvent -LogName System", learns: ["server-log"] },
      { look: "reach", do: "See whether it can be reached", run: "Test-NetConnection srv-fibu -Port 3389", learns: [] },
    ],
    facts: [
      {
        fact: "host",
        question: "What is the remote computer called?",
        answer: "srv-fibu",
        label: "srv-fibu",
        origin: "said",
        words: "srv-fibu",
      },
      {
        fact: "who-is-hit",
        question: "Does it happen to everyone?",
        answer: "everyone",
        label: "To everyone",
        origin: "said",
        words: "all of us on srv-fibu.corp.test",
      },
      { fact: "vpn", question: "Is a VPN on?", answer: "no", label: "No VPN", origin: "chosen", words: "No VPN" },
    ],
    leftOut: 1,
    redacted: { secrets: 0, people: 0, hosts: 0 },
    transcript: [
      { who: "person", at: "2026-03-02T09:15:00.000Z", text: "it says error code 0x904\nsince Monday" },
      { who: "bot", at: "2026-03-02T09:15:01.000Z", text: "Does it happen to everyone?", by: "model" },
      { who: "person", at: "2026-03-02T09:16:00.000Z", text: "", leftOut: true },
      { who: "technician", name: "Kim Weber", at: "2026-03-02T09:20:00.000Z", text: "I am looking at it" },
    ],
    ...more,
  });
}

/** The same ticket with these messages of the person only. */
export function ticketSaying(...texts: string[]): TicketPackage {
  return makeTicket({
    facts: [],
    looks: [],
    computer: undefined,
    transcript: texts.map((text) => ({ who: "person", at: "2026-03-02T09:15:00.000Z", text })),
  });
}

const tree = {
  hash: "h1",
  id: "four-causes",
  version: "1.0.0",
  text: readFileSync(treeFiles.fourCauses, "utf8"),
};

/** A store with one ticket per reference and these deliveries. */
export async function storeWith(deliveries: readonly Delivery[], path = ":memory:"): Promise<Store> {
  const store = await openStore(path);
  await handOver(store, deliveries);
  return store;
}

/** Adds the tickets and deliveries to an open store. */
export async function handOver(store: Store, deliveries: readonly Delivery[]): Promise<void> {
  await store.trees.keep(tree);
  for (const reference of new Set(deliveries.map((delivery) => delivery.reference))) {
    const ticketDeliveries = deliveries.filter((delivery) => delivery.reference === reference);
    const at = ticketDeliveries[0]?.at ?? "";
    await store.commit({
      key: reference,
      conversation: { id: reference, channel: "test", reference: {} },
      person: "ada",
      incoming: { activityId: reference },
      cases: [
        {
          ...{ id: reference, treeHash: tree.hash, state: "waiting", reference, openedAt: at, append: [], from: 0, at },
          watch: false,
          ticket: { reference, ...makeStanding(at) },
        },
      ],
      dialogState: null,
      lines: [],
      toSend: false,
      tickets: [
        {
          reference,
          caseId: reference,
          key: reference,
          at,
          revision: 1,
          ...summarizeForList(makeTicket()),
          package: makeTicket({ reference }),
        },
      ],
      deliveries: ticketDeliveries,
      log: [],
    });
  }
}

export function makeDelivery(reference: string, target: string, at: string): Delivery {
  return { id: `${reference}-1-${target}`, target, reference, revision: 1, at, payload: makeTicket({ reference }) };
}
