/** Removes the things from a case that the person keeps back from the technicians. */
import type { Event } from "../../knowledge/case/events.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import type { Standing } from "../../knowledge/case/standing.ts";

/** The case as technicians may see it: without the facts and values that the person keeps back. Values are also removed from commands. */
export function hideKeptBack(open: OpenCase): OpenCase {
  const before = known.get(open);
  if (before?.standing === open.standing) return before.shown;
  const shown = hide(open);
  known.set(open, { standing: open.standing, shown });
  return shown;
}

/** Several parts of a turn ask for the same case. */
const known = new WeakMap<OpenCase, { standing: Standing; shown: OpenCase }>();

function hide(open: OpenCase): OpenCase {
  const { told, values } = open.standing;
  const { leftOut = [] } = told;
  if (leftOut.length === 0) return open;
  const hidden = [...values].flatMap(([blank, value]) =>
    value !== null && leftOut.includes(blank) ? [{ blank, value }] : [],
  );
  return new OpenCase(open.knowledge, hideValues(hideAnswers(open.history, leftOut), hidden));
}

// The events stay in their places, because other events refer to them by place.
function hideAnswers(history: readonly Event[], leftOut: readonly string[]): readonly Event[] {
  const hidden = history.flatMap((event, at) =>
    (event.kind === "answered" && event.origin !== "technician" && leftOut.includes(event.fact)) ||
    (event.kind === "supposed" && leftOut.includes(event.fact)) ||
    (event.kind === "filled" && leftOut.includes(event.blank)) ||
    (event.kind === "codes" && leftOut.includes("code"))
      ? [at]
      : [],
  );
  return hidden.length > 0 ? [...history, { kind: "taken-back", events: hidden }] : history;
}

// Commands that were run contain the values too. Each value becomes its blank again.
function hideValues(history: readonly Event[], values: readonly { blank: string; value: string }[]): readonly Event[] {
  if (values.length === 0) return history;
  const hide = (run: string) => values.reduce((text, { blank, value }) => text.replaceAll(value, `{${blank}}`), run);
  return history.map((event) => {
    if (event.kind !== "performed") return event;
    const { run, undo } = event;
    return {
      ...event,
      ...(run !== undefined && { run: hide(run) }),
      ...(undo && { undo: { ...undo, ...(undo.run !== undefined && { run: hide(undo.run) }) } }),
    };
  });
}
