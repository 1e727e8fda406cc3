/** What a turn has read and decided so far. Nothing of it exists for anybody else until it is stored. */
import type { DialogState } from "botbuilder-dialogs";
import type { OpenCase } from "../../dialogs/ports.ts";
import type { Ticket } from "../../dialogs/wording/ticket.ts";
import { type Event, standingOf } from "../../knowledge/case/case.ts";
import type { Knowledge } from "../../knowledge/reading/understand.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import type { CaseChange, Delivery, Line, Store, StoredLine, TicketLogEntry, TurnRecord } from "../store/store.ts";
import { inList } from "../tickets/ticketInWords.ts";
import type { TicketPackage } from "../tickets/ticketPackage.ts";
import { noted, stateOf, ticketStandingOf, waitsForPerson } from "../tickets/ticketStanding.ts";

/** The tree of new cases, and the older ones by which running cases began. */
export type TreeShelf = { current: Knowledge; byHash(hash: string): Promise<Knowledge> };

type Parts = {
  store: Store;
  trees: TreeShelf;
  now: () => string;
  newId: () => string;
  targets?: readonly Addressed[] | undefined;
};

/** A target outside of the house, as far as a turn has to know it: what may leave for it. */
export type Addressed = { id: string; redacted(whole: object): object };

/** A ticket as it is stored: what the case says, with who, when and what was said. */
export type MakePackage = (
  handedOver: {
    ticket: Ticket;
    reference: string;
    revision: number;
    at: string;
    tree: Tree;
    history: readonly Event[];
  },
  lines: readonly (Line | StoredLine)[],
) => object;

class TurnCase implements OpenCase {
  readonly id: string;
  readonly openedAt: string;
  readonly knowledge: Knowledge;
  readonly history: Event[];
  readonly stored: number;
  constructor(id: string, openedAt: string, knowledge: Knowledge, history: Event[], stored: number) {
    this.id = id;
    this.openedAt = openedAt;
    this.knowledge = knowledge;
    this.history = history;
    this.stored = stored;
  }
  add(...events: Event[]): void {
    this.history.push(...events);
  }
}

export class OpenTurn {
  readonly #parts: Parts;
  readonly #cases: TurnCase[];
  readonly #tickets: { ticket: Ticket; reference: string; revision: number; of: TurnCase }[] = [];
  dialogState: DialogState;

  private constructor(parts: Parts, first: TurnCase, dialogState: DialogState) {
    this.#parts = parts;
    this.#cases = [first];
    this.dialogState = dialogState;
  }

  /** The newest case of this person as it is stored, or a new one. */
  static async load(parts: Parts, key: string): Promise<OpenTurn> {
    const stored = await parts.store.currentCase(key);
    const state = (await parts.store.dialogState(key)) as DialogState | null;
    const first = stored
      ? new TurnCase(
          stored.id,
          stored.openedAt,
          await parts.trees.byHash(stored.treeHash),
          [...stored.history],
          stored.history.length,
        )
      : newCase(parts);
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
    const wasOver =
      first && first.stored > 0 && standingOf(first.knowledge.tree, first.history.slice(0, first.stored)).closed;
    return first && !wasOver ? first : this.current;
  }

  /** Whether technicians had the case when this turn began, so that what is said in it is said to them. */
  get toTechnicians(): boolean {
    const [first] = this.#cases;
    if (!first?.history.some(({ kind }) => kind === "handed-over")) return false;
    return standingOf(first.knowledge.tree, first.history.slice(0, first.stored)).handedOver !== null;
  }

  startOver(): TurnCase {
    const fresh = newCase(this.#parts);
    this.#cases.push(fresh);
    return fresh;
  }

  /** Notes that this person was welcomed, so that nobody is welcomed twice. */
  greet(): void {
    const [opened] = this.current.history;
    if (opened?.kind === "opened") this.current.history[0] = { ...opened, greeted: true };
  }

  /** A case that was handed over before keeps its reference. */
  handOver(ticket: Ticket, newReference: () => string): { reference: string } {
    const { history, knowledge } = this.current;
    const reference = standingOf(knowledge.tree, history).reference ?? newReference();
    const revision = history.filter(({ kind }) => kind === "handed-over").length + 1;
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
    initiate?: (whole: object, caseId: string) => Line,
  ): Promise<TurnRecord> {
    const at = this.#parts.now();
    const tickets: TurnRecord["tickets"] = [];
    const deliveries: Delivery[] = [];
    const events: Line[] = [];
    for (const { of, ...handedOver } of this.#tickets) {
      const { reference, revision } = handedOver;
      const { tree } = of.knowledge;
      const transcript = [...(await this.#parts.store.lines(of.id)), ...lines.filter(({ caseId }) => caseId === of.id)];
      const whole = makePackage({ ...handedOver, at, tree, history: of.history }, transcript);
      tickets.push({ reference, caseId: of.id, key, at, revision, package: whole, ...inList(whole as TicketPackage) });
      if (initiate) events.push(initiate(whole, of.id));
      for (const target of this.#parts.targets ?? []) {
        const id = `${reference}-${revision}-${target.id}`;
        deliveries.push({ id, target: target.id, reference, revision, at, payload: target.redacted(whole) });
      }
    }
    return {
      ...said,
      key,
      cases: this.#cases.map((one) => changeOf(one, at)),
      dialogState: this.dialogState.dialogStack.length > 0 ? this.dialogState : null,
      lines: [...lines, ...events],
      tickets,
      deliveries,
      log: [...this.#cases.flatMap((one) => logOf(one, at)), ...log],
    };
  }
}

function newCase({ trees, now, newId }: Parts): TurnCase {
  const { tree } = trees.current;
  const opened: Event = { kind: "opened", tree: tree.tree, version: tree.version, hash: tree.hash };
  return new TurnCase(newId(), now(), trees.current, [opened], 0);
}

function changeOf(one: TurnCase, at: string): CaseChange {
  const { tree } = one.knowledge;
  const standing = standingOf(tree, one.history);
  return {
    id: one.id,
    treeHash: tree.hash,
    state: stateOf(standing),
    reference: standing.reference,
    openedAt: one.openedAt,
    append: one.history.slice(one.stored),
    from: one.stored,
    at,
    watch: waitsForPerson(standing),
    ticket: ticketStandingOf(standing, at),
  };
}

function logOf(one: TurnCase, at: string): TicketLogEntry[] {
  const entries = one.history.slice(one.stored).flatMap((event) => noted(event) ?? []);
  // Most turns note nothing, and need not be read through once more for it.
  const reference = entries.length > 0 ? standingOf(one.knowledge.tree, one.history).reference : null;
  return reference ? entries.map((entry) => ({ reference, at, ...entry })) : [];
}
