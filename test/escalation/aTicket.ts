/** A ticket, and a store in which it waits to be delivered. */

import type { Delivery } from "../../src/store/deliveries.ts";
import { openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { inList } from "../../src/tickets/ticketInWords.ts";
import { type TicketPackage, ticketPackage } from "../../src/tickets/ticketPackage.ts";

export function aTicket(more: Partial<TicketPackage> = {}): TicketPackage {
  return ticketPackage.parse({
    version: 2,
    reference: "RC-7K3F-2QW9",
    revision: 1,
    at: "2026-01-05T09:00:00.000Z",
    channel: "webchat",
    tree: { id: "rdp-0x904", version: "1.0.0", hash: "h1" },
    reason: { id: "asked-for", text: "They asked for a person" },
    person: { id: "ada", name: "Ada Lovelace", contact: "ext. 12" },
    fault: {
      codes: [
        { kind: "error", hex: "0x904" },
        { kind: "extended", hex: "0x7" },
      ],
    },
    suspects: [{ cause: "vpn", title: "The tunnel hangs up", standing: "likely", because: ["at home only"] }],
    tried: [],
    openChanges: [
      { step: "udp-off", do: "Switch UDP off", undo: { do: "Switch UDP on again", run: "reg delete HKLM" } },
    ],
    looks: [],
    notAllowed: [],
    facts: [],
    leftOut: 0,
    redacted: { secrets: 0, people: 0, hosts: 0 },
    transcript: [{ who: "person", at: "2026-01-05T09:00:00.000Z", text: "Remote Desktop says 0x904, grüße aus Köln" }],
    ...more,
  });
}

const tree = { hash: "h1", id: "rdp-0x904", version: "1.0.0", text: "id: rdp-0x904" };

/** One ticket per reference, and these deliveries of them. */
export async function storeWith(deliveries: readonly Delivery[], path = ":memory:"): Promise<Store> {
  const store = await openStore(path);
  await handOver(store, deliveries);
  return store;
}

/** The same in a store that is open already. */
export async function handOver(store: Store, deliveries: readonly Delivery[]): Promise<void> {
  await store.trees.keep(tree);
  for (const reference of new Set(deliveries.map((delivery) => delivery.reference))) {
    const own = deliveries.filter((delivery) => delivery.reference === reference);
    const at = own[0]?.at ?? "";
    await store.commit({
      key: reference,
      conversation: { id: reference, channel: "test", reference: {} },
      person: "ada",
      incoming: { activityId: reference },
      cases: [
        {
          ...{ id: reference, treeHash: tree.hash, state: "waiting", reference, openedAt: at, append: [], from: 0, at },
          watch: false,
          ticket: { reference, state: "waiting", by: null, urgency: null, openChanges: 0, changedAt: at },
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
          ...inList(aTicket()),
          package: aTicket({ reference }),
        },
      ],
      deliveries: own,
      log: [],
    });
  }
}

export function aDelivery(reference: string, target: string, at: string): Delivery {
  return { id: `${reference}-1-${target}`, target, reference, revision: 1, at, payload: aTicket({ reference }) };
}
