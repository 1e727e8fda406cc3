/** Takes what the page of a ticket tells besides actions: that the technician types, and how far they have read. */
import type { Request, Response } from "restify";
import * as z from "zod";
import { sentence } from "../../../dialogs/words/sentence.ts";
import type { LiveTalk } from "../../desk/liveTalk.ts";
import { Refused, type Route } from "../../http/server.ts";
import { readForm } from "./forms.ts";
import type { PageAccess } from "./pageAccess.ts";
import { readReference } from "./ticketPath.ts";

const seenForm = z.object({ row: z.coerce.number().int().min(0).max(1e12) });

export function listTalkRoutes(access: PageAccess, live: LiveTalk): Route[] {
  const path = "/desk/tickets/:reference";
  return [
    {
      method: "post",
      path: `${path}/typing`,
      answer: access.forTechnicians(async (request, response, { technician }) => {
        await readForm(request);
        await live.technicianTypes(readReference(request), technician.name);
        sendNothing(response);
      }),
    },
    {
      method: "post",
      path: `${path}/seen`,
      answer: access.forTechnicians(async (request, response, { technician }) => {
        const { row } = await readSeen(request);
        await live.technicianSaw(readReference(request), technician.name, row);
        sendNothing(response);
      }),
    },
  ];
}

async function readSeen(request: Request): Promise<z.infer<typeof seenForm>> {
  const result = seenForm.safeParse(Object.fromEntries(await readForm(request)));
  if (!result.success) throw new Refused(400, "BadForm", sentence("desk-page.problem.old-form"));
  return result.data;
}

function sendNothing(response: Response): void {
  response.writeHead(204, { "Cache-Control": "no-store" });
  response.end();
}
