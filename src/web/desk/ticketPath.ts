/** The address of a ticket's page. */
import type { Request } from "restify";
import { sentence } from "../../../dialogs/words/sentence.ts";
import { Refused } from "../../http/server.ts";

export function ticketPath(reference: string): string {
  return `/desk/tickets/${reference}`;
}

/** Throws `Refused` for what cannot be a reference. */
export function readReference(request: Request): string {
  const reference = String(request.params.reference);
  if (!/^[\w-]{1,40}$/.test(reference))
    throw new Refused(404, "NoSuchTicket", sentence("desk-page.problem.no-reference"));
  return reference;
}
