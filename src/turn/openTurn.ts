/** What a turn has read and decided so far. Nothing of it exists for anybody else until it is stored. */
import type { DialogState } from "botbuilder-dialogs";
import type { Ticket } from "../../dialogs/wording/ticket.ts";
import type { Event } from "../../knowledge/case/events.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Standing } from "../../knowledge/case/standing.ts";
import type { Knowledge } from "../../knowledge/tree/codes.ts";
import type { CaseChange } from "../store/cases.ts";
import type { Line } from "../store/conversations.ts";
import type { Delivery } from "../store/deliveries.ts";
import type { Store, TurnRecord } from "../store/store.ts";
import type { TicketLogEntry } from "../store/tickets.ts";
import type { MakePackage } from "../tickets/package.ts";
import { summarizeForList } from "../tickets/ticketInWords.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";
import { describeForLog, readCaseState, readTicketStanding, waitsForPerson } from "../tickets/ticketStanding.ts";
import type { Recipient } from "./ports.ts";

/** The tree of new cases, and the older ones by which running cases began. */
export type Trees = { current: Knowledge; byHash(hash: string): Promise<Knowledge> };

export type TurnParts = {
  store: Pick<Store, "cases" | "conversations">;
  trees: Trees;
  now: () => string;
  newId: () => string;
  /** Targets that receive each hand-over. */
  targets?: readonly Recipient[] | undefined;
};

class TurnCase extends OpenCase {
  readonly id: string;
  readonly openedAt: string;
  /** How many of its events are stored. */
  readonly stored: number;
  #before: Standing | undefined;

  constructor(
    { id, openedAt }: { id: string; openedAt: string },
    knowledge: Knowledge,
    history: Event[],
    stored: number,
  ) {
    super(knowledge, history);
    this.id = id;
    this.openedAt = openedAt;
    this.stored = stored;
  }

  /** What the stored events add up to, before anything this turn adds. */
  get before(): Standing {
    return this.#before ?? this.standing;
  }

  override add(...events: Event[]): void {
    this.#before ??= this.standing;
    super.add(...events);
  }
}

export class OpenTurn {
  readonly #parts: TurnParts;
  #cases: TurnCase[];
  readonly #tickets: { ticket: Ticket; reference: string; revision: number; of: TurnCase }[] = [];
  dialogState: DialogState;

  private constructor(parts: TurnParts, first: TurnCase, dialogState: DialogState) {
    this.#parts = parts;
    this.#cases = [first];
    this.dialogState = dialogState;
  }

  /** The newest case of this person as it is stored, or a new one. */
  static async load(parts: TurnParts, key: string): Promise<OpenTurn> {
    const stored = await parts.store.cases.current(key);
    const state = (await parts.store.cases.dialogState(key)) as DialogState | null;
    const first = stored
      ? new TurnCase(stored, await parts.trees.byHash(stored.treeHash), stored.history, stored.history.length)
      : openNewCase(parts);
    return new OpenTurn(parts, first, state ?? { dialogStack: [] });
  }

  get current(): TurnCase {
    const current = this.#cases.at(-1);
    if (!current) throw new Error("a turn always has a case");
    return current;
  }

  /** The case that the person's own line belongs to: the one that was open when they spoke, unless that was over. */
  get lineCase(): TurnCase {
    const [first] = this.#cases;
    return first && !(first.stored > 0 && first.before.closed) ? first : this.current;
  }

  /** Whether technicians had the case when this turn began, so that what is said in it is said to them. */
  get toTechnicians(): boolean {
    const [first] = this.#cases;
    return first !== undefined && first.stored > 0 && first.before.handedOver !== null;
  }

  startOver(): TurnCase {
    const fresh = openNewCase(this.#parts);
    this.#cases.push(fresh);
    return fresh;
  }

  /** Notes that this person was welcomed, so that nobody is welcomed twice. */
  greet(): void {
    if (this.current.stored === 0) this.#cases = [openNewCase(this.#parts, { greeted: true })];
  }

  /** A case that was handed over before keeps its reference. */
  handOver(ticket: Ticket, newReference: () => string): { reference: string } {
    const reference = this.current.standing.reference ?? newReference();
    const revision = this.current.history.filter(({ kind }) => kind === "handed-over").length + 1;
    this.#tickets.push({ ticket, reference, revision, of: this.current });
    return { reference };
  }

  /**
   * Everything this turn changes, to be stored whole or not at all. `log` is what has happened besides the events;
   * `initiate` makes the line by which an agent hub hears of a hand-over.
   */
  async record(
    {
      key,
      lines,
      log = [],
      ...said
    }: Pick<TurnRecord, "key" | "conversation" | "person" | "incoming" | "lines" | "toSend"> & {
      log?: TicketLogEntry[];
    },
    makePackage: MakePackage,
    initiate?: (whole: TicketPackage, caseId: string) => Line,
  ): Promise<TurnRecord> {
    const at = this.#parts.now();
    const tickets: TurnRecord["tickets"] = [];
    const deliveries: Delivery[] = [];
    const events: Line[] = [];
    for (const { of, ...handedOver } of this.#tickets) {
      const { reference, revision } = handedOver;
      const transcript = [
        ...(await this.#parts.store.conversations.linesOfCase(of.id)),
        ...lines.filter(({ caseId }) => caseId === of.id),
      ];
      const whole = makePackage({ ...handedOver, at, open: of }, transcript);
      tickets.push({ reference, caseId: of.id, key, at, revision, package: whole, ...summarizeForList(whole) });
      if (initiate) events.push(initiate(whole, of.id));
      for (const target of this.#parts.targets ?? []) {
        const id = `${reference}-${revision}-${target.id}`;
        deliveries.push({ id, target: target.id, reference, revision, at, payload: target.redact(whole) });
      }
    }
    return {
      ...said,
      key,
      cases: this.#cases.map((one) => describeChange(one, at)),
      dialogState: this.dialogState.dialogStack.length > 0 ? this.dialogState : null,
      lines: [...lines, ...events],
      tickets,
      deliveries,
      log: [...this.#cases.flatMap((one) => listLogEntries(one, at)), ...log],
    };
  }
}

function openNewCase({ trees, now, newId }: TurnParts, greeted: { greeted?: true } = {}): TurnCase {
  const { tree } = trees.current;
  const opened: Event = { kind: "opened", tree: tree.tree, version: tree.version, hash: tree.hash, ...greeted };
  return new TurnCase({ id: newId(), openedAt: now() }, trees.current, [opened], 0);
}

function describeChange(one: TurnCase, at: string): CaseChange {
  const { standing } = one;
  return {
    id: one.id,
    treeHash: one.knowledge.tree.hash,
    state: readCaseState(standing),
    reference: standing.reference,
    openedAt: one.openedAt,
    append: one.history.slice(one.stored),
    from: one.stored,
    at,
    watch: waitsForPerson(standing),
    ticket: readTicketStanding(standing, at),
  };
}

function listLogEntries(one: TurnCase, at: string): TicketLogEntry[] {
  const entries = one.history.slice(one.stored).flatMap((event) => describeForLog(event) ?? []);
  const { reference } = one.standing;
  return reference ? entries.map((entry) => ({ reference, at, ...entry })) : [];
}
