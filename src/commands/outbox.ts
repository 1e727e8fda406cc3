/** `npm run outbox`: lists deliveries to targets and retries dead ones. */
import { parseArgs } from "node:util";
import type { Deliveries, StoredDelivery } from "../store/deliveries.ts";
import { toPlain, wrap } from "../tickets/plainText.ts";
import { formatMoment } from "../tickets/renderTicket.ts";
import { explainMistakes, type Program, runAsProcess } from "./program.ts";
import { withStore } from "./withStore.ts";

const usage = `npm run -s outbox -- list [--dead]           list deliveries to targets, newest first; --dead: only those given up
npm run -s outbox -- retry <id>... | --all   retry deliveries that were given up; the running server sends them within half a minute
`;

/** Limits the list to what fits into memory. */
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
  const deliveries = await outbox.list({ most: MOST, ...(onlyDead && { state: "dead" }) });
  if (deliveries.length === 0) return onlyDead ? "No delivery was given up.\n" : "There are no deliveries.\n";
  const counts = (await outbox.count()).filter(({ state }) => !onlyDead || state === "dead");
  const more = counts.reduce((sum, { count }) => sum + count, 0) - deliveries.length;
  return `${deliveries.map(renderDelivery).join("")}${more > 0 ? `and ${more} older ones\n` : ""}`;
}

function renderDelivery({ id, state, attempts, at, nextAt, deliveredAt, error }: StoredDelivery): string {
  const stateInWords = {
    waiting:
      attempts === 0 ? "not tried yet" : `tried ${countTimes(attempts)}, next attempt after ${formatMoment(nextAt)}`,
    delivered: `delivered ${formatMoment(deliveredAt ?? "")}, tried ${countTimes(attempts)}`,
    dead: `GIVEN UP, tried ${countTimes(attempts)}`,
  };
  const head = `${toPlain(id)}  of ${formatMoment(at)}  ${stateInWords[state]}`;
  return `${[head, ...(error === null ? [] : wrap(error, "    "))].join("\n")}\n`;
}

function countTimes(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

async function retryDeliveries(outbox: Outbox, now: string, ids: readonly string[]): Promise<CommandOutput> {
  const due = await outbox.retryDead(now, ids.length > 0 ? ids : undefined);
  const words = due === 1 ? "1 delivery is due again" : `${due} deliveries are due again`;
  const text = due > 0 ? `${words}; the running server sends ${due === 1 ? "it" : "them"} within half a minute.\n` : "";
  if (ids.length === 0) return { text: text || "No delivery was given up, so none was retried.\n", exitCode: 0 };
  if (due === new Set(ids).size) return { text, exitCode: 0 };
  const others = due > 0 ? "The others were not given up" : "None of these deliveries was given up";
  return { text: `${text}${others}.\n  → list those given up: npm run -s outbox -- list --dead\n`, exitCode: 1 };
}

export async function outbox(words: string[], program: Program): Promise<number> {
  const { output, errors } = program;
  return explainMistakes(
    program,
    async () => {
      const wantsHelp = words.length === 0 || words.includes("--help") || words.includes("-h");
      const result = wantsHelp
        ? { text: usage, exitCode: words.length === 0 ? 1 : 0 }
        : await withStore(program, ({ deliveries }) =>
            runOutboxCommand(words, deliveries, () => new Date().toISOString()),
          );
      const exitCode = result?.exitCode ?? 1;
      (exitCode === 0 ? output : errors).write(result?.text ?? "");
      return exitCode;
    },
    usage,
  );
}

if (import.meta.main) await runAsProcess(outbox);
