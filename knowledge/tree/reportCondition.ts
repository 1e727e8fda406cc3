/** Whether the value of a report's line fits a condition of the tree. */
import type { ReportCondition } from "./reports.ts";

const number = String.raw`-?\d+(?:\.\d+)?`;
const comparison = new RegExp(`^(>=|<=|>|<|=) *(${number})$`);
const range = new RegExp(`^(${number}) to (${number})$`);
const unequal = /^!= *(\S+)$/;

/**
 * A number is compared with the first number of the value. A word fits if one of the value's words is it; what a word has
 * after an "x" or "@", as in `36870x3@2026-11-29T12:00:00Z`, does not count.
 */
export function fits(value: string, condition: ReportCondition): boolean {
  return [condition].flat().some((one) => fitsOne(value, String(one)));
}

/** Whether the text is a comparison, a range or a word. */
export function isCondition(text: string): boolean {
  return comparison.test(text) || range.test(text) || unequal.test(text) || /^[\w.-]+$/.test(text);
}

function fitsOne(value: string, condition: string): boolean {
  const [, operator, limit] = comparison.exec(condition) ?? [];
  if (operator) return compare(value, operator, Number(limit));
  const [, from, to] = range.exec(condition) ?? [];
  if (from) return compare(value, ">=", Number(from)) && compare(value, "<=", Number(to));
  const [, word] = unequal.exec(condition) ?? [];
  if (word) return !hasWord(value, word);
  return hasWord(value, condition);
}

function compare(value: string, operator: string, limit: number): boolean {
  const first = Number.parseFloat(value);
  if (Number.isNaN(first)) return false;
  if (operator === ">=") return first >= limit;
  if (operator === "<=") return first <= limit;
  if (operator === ">") return first > limit;
  return operator === "<" ? first < limit : first === limit;
}

function hasWord(value: string, word: string): boolean {
  return value.split(" ").some((item) => item === word || item.replace(/x\d+@.*$/, "") === word);
}
