/** The technicians' desk at `/desk`: which page answers what, and for whom. */
import type { Request, Response } from "restify";
import type { Desk, DeskAction } from "../../desk/desk.ts";
import type { News } from "../../desk/news.ts";
import type { Attendance } from "../../desk/staffing.ts";
import { type Messages, type Part, Refused } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import type { Store } from "../../store/store.ts";
import { explainTooLong } from "../../tickets/textLimits.ts";
import { actionOf, formOf } from "./forms.ts";
import { NewsStreams } from "./newsStreams.ts";
import { createSessions, type Session } from "./sessions.ts";
import { type About, createShow, redirect } from "./show.ts";
import type { SignIn } from "./signIn.ts";
import { signInPages } from "./signInPages.ts";

type Parts = {
  desk: Desk;
  news: News;
  attendance: Attendance;
  store: Pick<Store, "deskSession" | "addDeskSession" | "endDeskSession" | "endDeskSessionsOf" | "othersVersion">;
  signIn: SignIn;
  log: Log;
  now: () => Date;
};

/** Where nobody can sign in there is no desk. */
export function deskPages({ desk, news, attendance, store, signIn, log, now }: Parts): Part {
  const { show, serveAsset } = createShow(now);
  const sessions = createSessions({ store, ways: signIn.ways, now });
  const streams = new NewsStreams({ news, attendance, store, log, now });

  /** Tells people, in a page, what was wrong with what they asked for. */
  const readable =
    (handle: Messages): Messages =>
    async (request, response) => {
      try {
        await handle(request, response);
      } catch (error) {
        const refused = error instanceof Refused ? error : undefined;
        if (!refused) log.error({ err: error }, "a page of the desk failed");
        if (response.headersSent) return void response.end();
        const problem = sentence(refused?.message ?? "this could not be done just now; try again in a moment");
        const status = refused?.statusCode ?? 503;
        // A page that sent a form by itself stays as it is, with what was typed; it says by itself that it tries again.
        if (request.header("hx-request")) response.header("HX-Reswap", "none");
        show(request, response, "./problem", { problem, notice: status < 500 && problem }, status);
      }
    };
  const forTechnicians = (
    handle: (request: Request, response: Response, session: Session) => Promise<void>,
  ): Messages =>
    readable(async (request, response) => {
      const session = await sessions.of(request);
      if (session) await handle(request, response, session);
      else toSignIn(request, response);
    });

  const queue = async (request: Request, response: Response, { technician, way }: Session): Promise<void> => {
    const query = new URLSearchParams(request.getQuery());
    const wanted = (query.get("words") ?? "").trim();
    const problem = explainTooLong("search", wanted);
    if (problem) return show(request, response, "./problem", { technician, wanted, problem, notice: problem }, 400);
    const closed = query.get("closed") === "1";
    const entries = await desk.queue({ ...(wanted && { words: wanted }), ...(closed && { closed }) });
    const open = wanted || closed ? await desk.queue() : entries;
    const waiting = open.filter(({ state }) => state === "waiting").length;
    const canInvite = way === signIn.link;
    show(request, response, "./queue", {
      technician,
      entries,
      wanted,
      closed,
      waiting,
      more: wanted || closed ? 0 : Math.max(0, (await desk.open()) - entries.length),
      canInvite,
      there: attendance.present(),
    });
  };

  const ticket = async (
    request: Request,
    response: Response,
    { technician }: Session,
    refused?: { why: string; action: DeskAction },
  ): Promise<void> => {
    const reference = referenceOf(request);
    const view = await desk.ticket(reference, technician);
    if (!view) throw new Refused(404, "NoSuchTicket", `there is no ticket ${reference}; look for it in the queue`);
    // With scripts the form stays as it is; without them the page that says why not brings the text back.
    const typed = request.header("hx-request") ? undefined : refused?.action;
    const about: About = { technician, ticket: view, notice: refused?.why, typed, here: ticketPath(reference) };
    show(request, response, "./ticket", about, refused ? 409 : 200);
  };

  const act = async (request: Request, response: Response, session: Session): Promise<void> => {
    const reference = referenceOf(request);
    const { id, action } = actionOf(await formOf(request));
    const outcome = await desk.act(reference, session.technician, id, action);
    if (outcome.done) redirect(response, ticketPath(reference));
    else await ticket(request, response, session, { why: outcome.why, action });
  };

  return {
    mount(server, during) {
      if (signIn.ways.length === 0) return;
      const get = (path: string, handle: Messages) => server.get(path, during(handle));
      const post = (path: string, handle: Messages) => server.post(path, during(handle));
      get("/desk", forTechnicians(queue));
      get("/desk/tickets/:reference", forTechnicians(ticket));
      post("/desk/tickets/:reference", forTechnicians(act));
      get(
        "/desk/news",
        readable(async (request, response) => {
          const session = await sessions.of(request);
          if (!session) throw new Refused(401, "Unauthorized", "sign in first");
          streams.open(response, session);
        }),
      );
      get("/desk/assets/:hash/:name", readable(serveAsset));
      signInPages({ signIn, sessions, streams, show, readable, forTechnicians }, get, post);
      get(
        "/desk/*",
        forTechnicians(async () => {
          throw new Refused(404, "NoSuchPage", "the desk has no such page");
        }),
      );
    },
    stop: () => streams.stop(),
  };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function ticketPath(reference: string): string {
  return `/desk/tickets/${reference}`;
}

function referenceOf(request: Request): string {
  const reference = String(request.params.reference);
  if (!/^[\w-]{1,40}$/.test(reference)) throw new Refused(404, "NoSuchTicket", "that is no ticket's reference");
  return reference;
}

/** A page that fetches a part of itself has to be loaded as a whole to get there. */
function toSignIn(request: Request, response: Response): void {
  if (request.header("hx-request")) {
    response.writeHead(401, { "HX-Refresh": "true", "Cache-Control": "no-store" });
    response.end();
    return;
  }
  const to = request.method === "GET" ? `?to=${encodeURIComponent(request.url ?? "/desk")}` : "";
  redirect(response, `/desk/sign-in${to}`);
}
