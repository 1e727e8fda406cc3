/** A bank of weights for several questions at once: one row per feature, with the weights that matter. */
import type { Weights } from "./train.ts";

/** `labels`: the columns, by question. A row holds pairs: the number of the column, and the weight in hundredths. */
export type Bank = { labels: Map<string, string[]>; rows: Map<string, number[]> };

/** The label of a sentence that says none of the answers. */
export const noAnswer = "-";

/** The one question of the bank for what people ask on the side. */
export const anyQuestion = "question";

/** Weights below this, in hundredths, change hardly any ranking. */
const smallest = 20;

export function packBank(questions: ReadonlyMap<string, Weights>): Bank {
  const labels: Bank["labels"] = new Map();
  const rows: Bank["rows"] = new Map();
  let column = 0;
  for (const [about, weights] of [...questions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    labels.set(about, [...weights.labels]);
    for (const [feature, row] of weights.rows) {
      const packed = Array.from(row, (weight, at) => [column + at, Math.round(weight * 100)]).filter(
        ([, weight]) => Math.abs(weight ?? 0) >= smallest,
      );
      if (packed.length > 0) rows.set(feature, [...(rows.get(feature) ?? []), ...packed.flat()]);
    }
    column += weights.labels.length;
  }
  return { labels, rows };
}

/** One line for each question with its labels, then one for each feature with its row. */
export function formatBank({ labels, rows }: Bank): string {
  const questions = [...labels].map(([about, list]) => `= ${about} ${list.join(" ")}\n`);
  const features = [...rows].map(([feature, row]) => `${feature}\t${row.join(" ")}\n`);
  return [...questions, ...features].join("");
}

const [tab, space, minus, zero] = [9, 32, 45, 48];

type Question = { about: string; labels: string[]; first: number };
export type Scored = { about: string; label: string; probability: number };

/** Reads a bank quickly: one look-up per feature gives the weights of all questions. */
export class BankReader {
  /** The place of each feature's row in `columns` and `weights`. The row ends where the next one begins. */
  readonly #places = new Map<string, number>();
  readonly #ends: Int32Array;
  readonly #columns: Uint16Array;
  readonly #weights: Float32Array;
  readonly #questions: Question[] = [];
  readonly #sums: Float64Array;

  /** Reads what `formatBank` wrote, without building an object for each of its thousands of rows. */
  constructor(text: string) {
    let features = 0;
    let numbers = 0;
    for (let at = 0; at < text.length; at += 1) {
      const char = text.charCodeAt(at);
      if (char === tab) features += 1;
      if (char === tab || char === space) numbers += 1;
    }
    this.#ends = new Int32Array(features + 1);
    // The labels are counted too, so the arrays are a little too long.
    this.#columns = new Uint16Array(numbers);
    this.#weights = new Float32Array(numbers);
    let width = 0;
    let size = 0;
    let row = 0;
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf("\n", start);
      if (text.startsWith("= ", start)) {
        const [about = "", ...labels] = text.slice(start + 2, end).split(" ");
        this.#questions.push({ about, labels, first: width });
        width += labels.length;
      } else {
        const gap = text.indexOf("\t", start);
        this.#places.set(text.slice(start, gap), row);
        size = this.#readRow(text, gap + 1, end, size);
        row += 1;
        this.#ends[row] = size;
      }
      start = end + 1;
    }
    this.#sums = new Float64Array(width);
  }

  /** Pairs of whole numbers. Returns the new end of the arrays. */
  #readRow(text: string, from: number, end: number, size: number): number {
    let place = size;
    let isWeight = false;
    let value = 0;
    let sign = 1;
    for (let at = from; at <= end; at += 1) {
      const char = text.charCodeAt(at);
      if (char === minus) sign = -1;
      else if (char >= zero) value = value * 10 + char - zero;
      else {
        if (isWeight) {
          this.#weights[place] = (sign * value) / 100;
          place += 1;
        } else this.#columns[place] = value;
        isWeight = !isWeight;
        value = 0;
        sign = 1;
      }
    }
    return place;
  }

  /** The labels that are at least as probable as `least`; of one question only, if it is named. */
  score(features: readonly string[], least: number, about?: string): Scored[] {
    const sums = this.#sums.fill(0);
    this.#add("", sums);
    let known = false;
    for (const feature of features) known = (this.#add(feature, sums) && !/^[#?]/.test(feature)) || known;
    // Words that stand in no sentence say nothing, whatever the length of their text makes likely.
    if (!known) return [];
    const scored: Scored[] = [];
    for (const { about: name, labels, first } of this.#questions) {
      if (about !== undefined && name !== about) continue;
      let most = Number.NEGATIVE_INFINITY;
      for (let at = 0; at < labels.length; at += 1) most = Math.max(most, sums[first + at] ?? 0);
      let total = 0;
      for (let at = 0; at < labels.length; at += 1) total += Math.exp((sums[first + at] ?? 0) - most);
      for (let at = 0; at < labels.length; at += 1) {
        const probability = Math.exp((sums[first + at] ?? 0) - most) / total;
        if (probability >= least) scored.push({ about: name, label: labels[at] ?? "", probability });
      }
    }
    return scored;
  }

  #add(feature: string, sums: Float64Array): boolean {
    const number = this.#places.get(feature);
    if (number === undefined) return false;
    const end = this.#ends[number + 1] ?? 0;
    for (let at = this.#ends[number] ?? 0; at < end; at += 1) {
      const column = this.#columns[at] ?? 0;
      sums[column] = (sums[column] ?? 0) + (this.#weights[at] ?? 0);
    }
    return true;
  }

  listQuestions(): string[] {
    return this.#questions.map(({ about }) => about);
  }

  /** The features of single words. */
  listStems(): string[] {
    return [...this.#places.keys()].filter((feature) => /^[a-z]+$/.test(feature));
  }

  /** What each feature adds to one label against the others of its question, the strongest first. */
  explain(features: readonly string[], about: string, label: string): { feature: string; weight: number }[] {
    const question = this.#questions.find((each) => each.about === about);
    const place = question?.labels.indexOf(label) ?? -1;
    if (!question || place < 0) return [];
    return features
      .map((feature) => {
        const sums = new Float64Array(this.#sums.length);
        this.#add(feature, sums);
        const row = sums.subarray(question.first, question.first + question.labels.length);
        const others = row.filter((_, at) => at !== place);
        return { feature, weight: (row[place] ?? 0) - Math.max(0, ...others) };
      })
      .filter(({ weight }) => weight !== 0)
      .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  }
}
