/** The resolutions of a case: the one that holds, and how the earlier ones ended. */
import type { Event } from "../../knowledge/case/events.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import type { TicketView } from "./desk.ts";

type Before = TicketView["resolvedBefore"][number];

export function describeResolutions({
  knowledge: { tree },
  history,
}: OpenCase): Pick<TicketView, "resolved" | "resolvedBefore"> {
  let resolved: TicketView["resolved"] = null;
  const resolvedBefore: Before[] = [];
  for (const event of history) {
    if (event.kind === "resolved") {
      const { by, cause, note } = event;
      resolved = { by, cause, causeTitle: cause === null ? null : (tree.causes[cause]?.title ?? cause), note };
    } else if (event.kind === "reopened" && resolved) {
      resolvedBefore.push({ ...resolved, ended: nameEnd(event) });
      resolved = null;
    }
  }
  return { resolved, resolvedBefore };
}

function nameEnd({ by, again }: Event & { kind: "reopened" }): Before["ended"] {
  if (again) return "came-back";
  return by === null ? "in-vain" : "reopened";
}
