/** What a turn has read and decided so far. Nothing of it exists for anybody else until it is stored. */
import type { DialogState } from "botbuilder-dialogs";
import type { OpenCase } from "../dialogs/ports.ts";
import type { Ticket } from "../dialogs/ticket.ts";
import { type Event, standingOf } from "../knowledge/case.ts";
import type { Knowledge } from "../knowledge/understand.ts";
import type { CaseChange, CaseState, Line, Store, StoredLine, TicketRecord, TurnRecord } from "./store/store.ts";

/** The tree of new cases, and the older ones by which running cases began. */
export type TreeShelf = { current: Knowledge; byHash(hash: string): Promise<Knowledge> };

type Parts = { store: Store; trees: TreeShelf; now: () => string; newId: () => string };

/** A ticket as it is stored: what the case says, with who, when and what was said. */
export type MakePackage = (
  ticket: Ticket,
  reference: string,
  at: string,
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
  readonly #tickets: { ticket: Ticket; reference: string; of: TurnCase }[] = [];
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

  handOver(ticket: Ticket, reference: string): { reference: string } {
    this.#tickets.push({ ticket, reference, of: this.current });
    return { reference };
  }

  /** Everything this turn changes, to be stored whole or not at all. */
  async record(
    { key, lines, ...said }: Pick<TurnRecord, "key" | "conversation" | "person" | "incoming" | "lines" | "toSend">,
    makePackage: MakePackage,
  ): Promise<TurnRecord> {
    const at = this.#parts.now();
    const tickets: TicketRecord[] = [];
    for (const { ticket, reference, of } of this.#tickets) {
      const transcript = [...(await this.#parts.store.lines(of.id)), ...lines.filter(({ caseId }) => caseId === of.id)];
      tickets.push({ reference, caseId: of.id, key, at, package: makePackage(ticket, reference, at, transcript) });
    }
    return {
      ...said,
      key,
      cases: this.#cases.map(changeOf),
      dialogState: this.dialogState.dialogStack.length > 0 ? this.dialogState : null,
      lines,
      tickets,
    };
  }
}

function newCase({ trees, now, newId }: Parts): TurnCase {
  const { tree } = trees.current;
  const opened: Event = { kind: "opened", tree: tree.tree, version: tree.version, hash: tree.hash };
  return new TurnCase(newId(), now(), trees.current, [opened], 0);
}

function changeOf(one: TurnCase): CaseChange {
  const { closed, handedOver } = standingOf(one.knowledge.tree, one.history);
  const state: CaseState = closed ? "closed" : handedOver ? "waiting" : "bot";
  return {
    id: one.id,
    treeHash: one.knowledge.tree.hash,
    state,
    reference: handedOver?.reference ?? null,
    openedAt: one.openedAt,
    append: one.history.slice(one.stored),
    from: one.stored,
  };
}
