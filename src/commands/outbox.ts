/** `npm run outbox`: what is on its way to targets outside, and another try for what was given up. */
import { parseArgs } from "node:util";
import type { Deliveries, StoredDelivery } from "../store/deliveries.ts";
import { plain, wrapped } from "../tickets/plainText.ts";
import { moment } from "../tickets/renderTicket.ts";
import { explainMistakes, type Program, runAsProcess } from "./program.ts";
import { withStore } from "./withStore.ts";

const usage = `npm run -s outbox -- list [--dead]           what is for targets outside, newest first; --dead: only what was given up
npm run -s outbox -- retry <id>... | --all   makes what was given up due again; the running server sends it within half a minute
`;

/** More than anybody reads, and few enough to be read into memory. */
const MOST = 500;

const options = { dead: { type: "boolean", default: false }, all: { type: "boolean", default: false } } as const;

type CommandOutput = { text: string; exitCode: 0 | 1 };
type Outbox = Pick<Deliveries, "list" | "count" | "retryDead">;

export async function runOutboxCommand(words: string[], outbox: Outbox, now: () => string): Promise<CommandOutput> {
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
  const [what, ...ids] = positionals;
  if (what === "list" && ids.length === 0 && !values.all)
    return { text: await renderList(outbox, values.dead), exitCode: 0 };
  if (what === "retry" && !values.dead && values.all !== ids.length > 0) return retryDeliveries(outbox, now(), ids);
  return { text: usage, exitCode: 1 };
}

async function renderList(outbox: Outbox, onlyDead: boolean): Promise<string> {
  const found = await outbox.list({ most: MOST, ...(onlyDead && { state: "dead" }) });
  if (found.length === 0) return onlyDead ? "Nothing was given up.\n" : "Nothing was ever for a target outside.\n";
  const counted = (await outbox.count()).filter(({ state }) => !onlyDead || state === "dead");
  const more = counted.reduce((sum, { count }) => sum + count, 0) - found.length;
  return `${found.map(renderDelivery).join("")}${more > 0 ? `and ${more} older ones\n` : ""}`;
}

function renderDelivery({ id, state, attempts, at, nextAt, deliveredAt, error }: StoredDelivery): string {
  const stands = {
    waiting: attempts === 0 ? "not tried yet" : `tried ${countTimes(attempts)}, again after ${moment(nextAt)}`,
    delivered: `delivered ${moment(deliveredAt ?? "")}, tried ${countTimes(attempts)}`,
    dead: `GIVEN UP, tried ${countTimes(attempts)}`,
  };
  const head = `${plain(id)}  of ${moment(at)}  ${stands[state]}`;
  return `${[head, ...(error === null ? [] : wrapped(error, "    "))].join("\n")}\n`;
}

function countTimes(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

async function retryDeliveries(outbox: Outbox, now: string, ids: readonly string[]): Promise<CommandOutput> {
  const due = await outbox.retryDead(now, ids.length > 0 ? ids : undefined);
  const words = due === 1 ? "1 is due again" : `${due} are due again`;
  const text = due > 0 ? `${words}; the running server sends within half a minute.\n` : "";
  if (ids.length === 0) return { text: text || "Nothing was given up, so there is nothing to retry.\n", exitCode: 0 };
  if (due === new Set(ids).size) return { text, exitCode: 0 };
  const others = due > 0 ? "The others were not given up" : "None of these was given up";
  return { text: `${text}${others}.\n  → what was: npm run -s outbox -- list --dead\n`, exitCode: 1 };
}

export async function outbox(words: string[], program: Program): Promise<number> {
  const { output, errors } = program;
  return explainMistakes(
    program,
    async () => {
      const wantsHelp = words.length === 0 || words.includes("--help") || words.includes("-h");
      const said = wantsHelp
        ? { text: usage, exitCode: words.length === 0 ? 1 : 0 }
        : await withStore(program, ({ deliveries }) =>
            runOutboxCommand(words, deliveries, () => new Date().toISOString()),
          );
      const exitCode = said?.exitCode ?? 1;
      (exitCode === 0 ? output : errors).write(said?.text ?? "");
      return exitCode;
    },
    usage,
  );
}

if (import.meta.main) await runAsProcess(outbox);
