/** Tells a technician who has a ticket open how its state changed last. */
import { sentence } from "../../../dialogs/words/sentence.ts";
import type { TicketView } from "../../desk/desk.ts";
import type { TicketLogEntry } from "../../store/tickets.ts";

const changes: ReadonlySet<TicketLogEntry["what"]> = new Set<TicketLogEntry["what"]>([
  ...(["claimed", "released", "handed-back", "resolved", "reopened", "withdrawn", "closed", "handed-over"] as const),
]);

/** `id` differs after each change. `words` is empty for what the reader did and sees without words. */
export function tellLastChange(ticket: TicketView, reader: string): { id: string; words: string } {
  const entries = ticket.log.filter(({ what }) => changes.has(what));
  const last = entries.at(-1);
  if (!last) return { id: "", words: "" };
  return { id: `${entries.length}`, words: wordChange(ticket, last, entries.at(-2), reader) };
}

function wordChange(
  { person, state, by }: TicketView,
  { who, what, detail }: TicketLogEntry,
  before: TicketLogEntry | undefined,
  reader: string,
): string {
  const isReader = who === reader;
  const name = isReader ? sentence("desk-page.you") : who;
  switch (what) {
    case "claimed":
      if (isReader) return "";
      return sentence(before?.what === "claimed" ? "desk-page.news.took-over" : "desk-page.news.claimed", { who });
    case "released":
      return sentence("desk-page.news.released");
    case "handed-back":
      return sentence("desk-page.news.handed-back", { person });
    case "resolved":
      return sentence("desk-page.news.resolved", { who: name, person });
    case "reopened":
      if (isReader) return "";
      if (who !== "person") return sentence("desk-page.news.reopened", { who });
      return state === "with-technician" && by === reader
        ? sentence("desk-page.news.still-fails-yours", { person })
        : sentence("desk-page.news.still-fails", { person });
    case "withdrawn":
      return sentence("desk-page.news.withdrawn", { person });
    case "closed":
      return detail === "works"
        ? sentence("desk-page.news.works", { person })
        : sentence("desk-page.news.closed", { person });
    default:
      return sentence("desk-page.news.handed-over", { person });
  }
}
