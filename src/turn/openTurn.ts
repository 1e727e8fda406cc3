/** What a turn has read and decided so far. It is invisible to other turns until it is stored. */
import type { Activity } from "botbuilder";
import type { DialogState } from "botbuilder-dialogs";
import type { Ticket } from "../../dialogs/wording/ticket.ts";
import type { Event } from "../../knowledge/case/events.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import type { CaseChange } from "../store/cases.ts";
import type { Line } from "../store/conversations.ts";
import type { Delivery } from "../store/deliveries.ts";
import type { Store, TurnRecord } from "../store/store.ts";
import type { TicketLogEntry } from "../store/tickets.ts";
import type { NumberedLine } from "../tickets/activities.ts";
import type { MakePackage } from "../tickets/package.ts";
import { summarizeForList } from "../tickets/ticketInWords.ts";
import { describeForLog, readCaseState, readTicketStanding, waitsForPerson } from "../tickets/ticketStanding.ts";
import { applyChanges, type ErasedLines, eraseFromStore } from "./eraseFromStore.ts";
import type { InitiateHandoff, Recipient } from "./ports.ts";
import { TurnCase } from "./turnCase.ts";

/** The current tree, for new cases, and the older trees of running cases. */
export type Trees = { current: Knowledge; byHash(hash: string): Promise<Knowledge> };

export type TurnParts = {
  store: Pick<Store, "cases" | "conversations" | "tickets" | "deliveries">;
  trees: Trees;
  now: () => string;
  newId: () => string;
  /** Targets that receive each hand-over. */
  targets?: readonly Recipient[] | undefined;
};

export class OpenTurn {
  readonly #parts: TurnParts;
  #cases: TurnCase[];
  readonly #tickets: { ticket: Ticket; reference: string; revision: number; turnCase: TurnCase }[] = [];
  dialogState: DialogState;

  private constructor(parts: TurnParts, first: TurnCase, dialogState: DialogState) {
    this.#parts = parts;
    this.#cases = [first];
    this.dialogState = dialogState;
  }

  /** Loads the person's newest case, or opens a new one. */
  static async load(parts: TurnParts, key: string): Promise<OpenTurn> {
    const stored = await parts.store.cases.current(key);
    const state = (await parts.store.cases.dialogState(key)) as DialogState | null;
    const first = stored
      ? new TurnCase(stored, await parts.trees.byHash(stored.treeHash), stored.history, stored.history.length)
      : openNewCase(parts);
    return new OpenTurn(parts, first, state ?? { dialogStack: [] });
  }

  /** Loads one case of the person, which need not be the newest. */
  static async loadCase(parts: TurnParts, key: string, caseId: string): Promise<OpenTurn> {
    const stored = await parts.store.cases.find(caseId);
    if (stored?.key !== key) throw new Error(`case ${caseId} does not belong to ${key}`);
    const state = (await parts.store.cases.dialogState(key)) as DialogState | null;
    const only = new TurnCase(stored, await parts.trees.byHash(stored.treeHash), stored.history, stored.history.length);
    return new OpenTurn(parts, only, state ?? { dialogStack: [] });
  }

  get current(): TurnCase {
    const current = this.#cases.at(-1);
    if (!current) throw new Error("a turn always has a case");
    return current;
  }

  /** The case that the person's own line belongs to: the case that was open when they wrote, or the new one if it was closed. */
  get lineCase(): TurnCase {
    const [first] = this.#cases;
    return first && !(first.stored > 0 && first.before.closed) ? first : this.current;
  }

  /** Whether technicians had the case when this turn began. Then its messages are for them. */
  get toTechnicians(): boolean {
    const [first] = this.#cases;
    return first !== undefined && first.stored > 0 && first.before.handedOver !== null;
  }

  startOver(): TurnCase {
    const fresh = openNewCase(this.#parts);
    this.#cases.push(fresh);
    return fresh;
  }

  /** Records that the person was welcomed, so that it happens only once. */
  greet(): void {
    if (this.current.stored === 0) this.#cases = [openNewCase(this.#parts, { greeted: true })];
  }

  /** A case that was handed over before keeps its ticket reference. */
  handOver(ticket: Ticket, newReference: () => string): { reference: string } {
    const reference = this.current.standing.reference ?? newReference();
    const revision = this.current.history.filter(({ kind }) => kind === "handed-over").length + 1;
    this.#tickets.push({ ticket, reference, revision, turnCase: this.current });
    return { reference };
  }

  /**
   * Collects everything that this turn changes, to be stored in one transaction. `log` holds audit entries that do not
   * follow from events. `initiate` makes the line that tells an agent hub about a hand-over.
   */
  async record(
    {
      key,
      lines,
      log = [],
      deliveries: others = [],
      erased,
      from,
      ...rest
    }: Pick<TurnRecord, "key" | "conversation" | "person" | "incoming" | "lines" | "toSend"> & {
      log?: TicketLogEntry[];
      /** Deliveries besides those of the turn's tickets. */
      deliveries?: Delivery[];
      /** Lines that the person deleted or edited, and lines that repeat them. */
      erased?: ErasedLines | undefined;
      from: Activity["from"];
    },
    makePackage: MakePackage,
    initiate?: ReturnType<InitiateHandoff>,
  ): Promise<TurnRecord> {
    const at = this.#parts.now();
    const tickets: TurnRecord["tickets"] = [];
    const deliveries = [...others];
    const events: Line[] = [];
    const newLines = this.#tickets.length > 0 ? await this.#numberLines(rest.conversation.id, lines) : [];
    for (const { turnCase, ...handedOver } of this.#tickets) {
      const { reference, revision } = handedOver;
      const transcript = [
        ...applyChanges(await this.#parts.store.conversations.linesOfCase(turnCase.id), erased ?? []),
        ...newLines.filter(({ caseId }) => caseId === turnCase.id),
      ];
      const content = makePackage({ ...handedOver, at, open: turnCase }, transcript);
      tickets.push({
        reference,
        caseId: turnCase.id,
        key,
        at,
        revision,
        package: content,
        ...summarizeForList(content),
      });
      if (initiate) events.push(initiate(content, { open: turnCase, caseId: turnCase.id, lines: transcript }));
      for (const target of this.#parts.targets ?? []) {
        const id = `${reference}-${revision}-${target.id}`;
        deliveries.push({ id, target: target.id, reference, revision, at, payload: target.redact(content) });
      }
    }
    const first = this.#cases[0];
    const erasure =
      erased &&
      first &&
      (await eraseFromStore(this.#parts, first, {
        lines: erased,
        person: from,
        handedOver: this.#tickets.some(({ turnCase }) => turnCase === first),
      }));
    return {
      ...rest,
      ...(erasure && { erasure }),
      key,
      cases: this.#cases.map((turnCase) => describeChange(turnCase, at)),
      dialogState: this.dialogState.dialogStack.length > 0 ? this.dialogState : null,
      lines: [...lines, ...events],
      tickets,
      deliveries,
      log: [...this.#cases.flatMap((turnCase) => listLogEntries(turnCase, at)), ...log],
    };
  }

  /** Gives new lines the numbers under which they will be stored. */
  async #numberLines(conversation: string, lines: readonly Line[]): Promise<NumberedLine[]> {
    const stored = await this.#parts.store.conversations.find(conversation);
    const first = (stored?.lastSeq ?? 0) + 1;
    return lines.map((line, index) => ({ ...line, seq: first + index }));
  }
}

function openNewCase({ trees, now, newId }: TurnParts, greeted: { greeted?: true } = {}): TurnCase {
  const { tree } = trees.current;
  const opened: Event = { kind: "opened", tree: tree.tree, version: tree.version, hash: tree.hash, ...greeted };
  return new TurnCase({ id: newId(), openedAt: now() }, trees.current, [opened], 0);
}

function describeChange(turnCase: TurnCase, at: string): CaseChange {
  const { standing } = turnCase;
  return {
    id: turnCase.id,
    treeHash: turnCase.knowledge.tree.hash,
    state: readCaseState(standing),
    reference: standing.reference,
    openedAt: turnCase.openedAt,
    append: turnCase.history.slice(turnCase.stored),
    from: turnCase.stored,
    at,
    watch: waitsForPerson(standing),
    ticket: readTicketStanding(turnCase, at),
  };
}

function listLogEntries(turnCase: TurnCase, at: string): TicketLogEntry[] {
  const entries = turnCase.history.slice(turnCase.stored).flatMap((event) => describeForLog(event) ?? []);
  const { reference } = turnCase.standing;
  return reference ? entries.map((entry) => ({ reference, at, ...entry })) : [];
}
