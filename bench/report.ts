/** Results of a measurement, as data for `--json` and as a table. */

/** Summary of several rounds. */
export type Spread = { median: number; low: number; high: number };
type Cell = string | number | Spread;
export type Report = {
  title: string;
  /** What a reader must know to interpret the figures. */
  note: string;
  rows: Record<string, Cell>[];
};

/** How long to measure: the number of rounds, their length in seconds, and the conversations that fill the memory. */
export type Effort = { rounds: number; seconds: number; conversations: number };
export type Measurement = (effort: Effort) => Promise<Report[]>;

export function summarize(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN] = sorted;
  const upper = sorted[middle] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
  return { median, low, high: sorted.at(-1) ?? Number.NaN };
}

export function renderReport({ title, note, rows }: Report): string {
  const heads = Object.keys(rows[0] ?? {});
  const lines = [heads, ...rows.map((row) => heads.map((head) => renderCell(row[head] ?? "")))];
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? "").length)));
  const padded = lines.map((line) =>
    line.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join("   "),
  );
  const [head = "", ...body] = padded;
  return [title, head, "-".repeat(head.length), ...body, note].join("\n");
}

function renderCell(value: Cell): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return renderNumber(value);
  if (value.low === value.high) return renderNumber(value.median);
  return `${renderNumber(value.median)} (${renderNumber(value.low)}-${renderNumber(value.high)})`;
}

// On a noisy machine, more than three digits mean nothing.
function renderNumber(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return String(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
