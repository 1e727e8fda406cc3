/** The standing of a case before its first event, for the reducer to fill. */
import type { Standing } from "./standing.ts";

type Mutable<T> =
  T extends ReadonlyMap<infer K, infer V>
    ? Map<K, V>
    : T extends ReadonlySet<infer V>
      ? Set<V>
      : T extends readonly (infer V)[]
        ? V[]
        : T;

/** The standing while its events are being added up. */
export type Draft = { -readonly [K in keyof Standing]: Mutable<Standing[K]> };

/** Nothing is known, and nothing was tried. */
export function makeDraft(): Draft {
  return {
    codes: [],
    facts: new Map(),
    supposed: new Map(),
    notMeant: new Set(),
    values: new Map(),
    looked: new Set(),
    reports: new Map(),
    reportsRefused: new Set(),
    askedTogether: new Set(),
    wantsOneByOne: false,
    performed: new Set(),
    couldNot: new Set(),
    notNeeded: new Set(),
    triedBefore: new Set(),
    reverted: new Set(),
    tried: new Map(),
    doneByTechnician: new Set(),
    neighboursTried: new Set(),
    openChanges: [],
    works: null,
    fixed: null,
    anotherMessage: false,
    stayed: new Set(),
    wantsPerson: false,
    insists: false,
    notUnderstood: 0,
    stuck: { count: 0, said: new Map() },
    walkedAway: false,
    told: {},
    leaving: null,
    handedOver: null,
    reference: null,
    left: null,
    endedTalk: false,
    times: 1,
    helpedBefore: null,
    closed: null,
  };
}
