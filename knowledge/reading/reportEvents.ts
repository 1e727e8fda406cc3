/** The events that a report adds to a case. */
import type { Event } from "../case/events.ts";
import type { Standing } from "../case/standing.ts";
import type { ReadReport } from "./readReports.ts";

/** All in one group, so that "back" takes the whole report back; without one the person cannot. A blank that is known already is not filled again. */
export function makeReportEvents(
  { report, lines, facts, values, made, host }: ReadReport,
  { facts: known, values: filled }: Pick<Standing, "facts" | "values">,
  group?: number,
): Event[] {
  const grouped = group === undefined ? {} : { group };
  return [
    {
      kind: "reported",
      report,
      lines: lines.map(({ key, value }) => `${key}: ${value}`),
      ...(made && { made }),
      ...(host && { host }),
      ...grouped,
    },
    ...facts
      .filter(({ fact, ifUnknown }) => !ifUnknown || !known.has(fact))
      .map(({ fact, answer, from }) => ({
        kind: "answered" as const,
        fact,
        answers: [answer],
        origin: "pasted" as const,
        words: from,
        ...grouped,
      })),
    ...values
      .filter(({ blank }) => !filled.get(blank))
      .map(({ blank, value }) => ({ kind: "filled" as const, blank, value, ...grouped })),
  ];
}
