/** The technicians' desk at `/desk`: its routes, the queue and the tickets. */
import type { Request, Response } from "restify";
import { sentence } from "../../../dialogs/words/sentence.ts";
import type { Attendance } from "../../desk/attendance.ts";
import { type CannedReply, fillReply } from "../../desk/cannedReplies.ts";
import { type Desk, type DeskAction, lists, type QueueEntry } from "../../desk/desk.ts";
import type { LiveTalk } from "../../desk/liveTalk.ts";
import type { News } from "../../desk/news.ts";
import { findReferenced, MOST_LISTED } from "../../desk/queue.ts";
import { type HandleRequest, type Part, Refused, type Route } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import type { Store } from "../../store/store.ts";
import { explainTooLong } from "../../tickets/textLimits.ts";
import { readAction, readForm } from "./forms.ts";
import { NewsStreams } from "./newsStreams.ts";
import { PageAccess, type TechnicianHandler } from "./pageAccess.ts";
import { createSessions, type Session, type Sessions } from "./sessions.ts";
import { createShow, type PageData, redirect, type Show } from "./show.ts";
import type { SignIn } from "./signIn.ts";
import { SignInPages } from "./signInPages.ts";
import { listTalkRoutes } from "./talkRoutes.ts";
import { readReference, ticketPath } from "./ticketPath.ts";

type Parts = {
  desk: Desk;
  cannedReplies: readonly CannedReply[];
  news: News;
  attendance: Attendance;
  live: LiveTalk;
  store: Pick<Store, "sessions" | "othersVersion">;
  signIn: SignIn;
  log: Log;
  now: () => Date;
};

/** Serves the desk. Without a way to sign in, the server has no desk. */
export function createDeskPages({ desk, cannedReplies, news, attendance, live, store, signIn, log, now }: Parts): Part {
  const { show, serveAsset } = createShow(now);
  const sessions = createSessions({ store, ways: signIn.ways, now });
  const streams = new NewsStreams({ news, attendance, live, store, log, now });
  const access = new PageAccess({ sessions, show, log });
  const pages = new DeskPages({ desk, cannedReplies, attendance, live, signIn, sessions, streams, show });
  const signInPages = new SignInPages({ signIn, sessions, streams, show });
  const routes = [
    ...pages.routes(access),
    ...signInPages.routes(access),
    ...listTalkRoutes(access, live),
    ...sharedRoutes(access, serveAsset),
  ];
  return {
    mount(server, during) {
      if (signIn.ways.length === 0) return;
      for (const { method, path, answer } of routes) server[method](path, during(answer));
    },
    stop: () => streams.stop(),
  };
}

function sharedRoutes(access: PageAccess, serveAsset: HandleRequest): Route[] {
  return [
    { method: "get", path: "/desk/assets/:hash/:name", answer: access.forAnyone(serveAsset) },
    { method: "get", path: "/desk/*", answer: access.forTechnicians(refuseUnknownPage) },
  ];
}

type PageParts = Pick<Parts, "desk" | "cannedReplies" | "attendance" | "live" | "signIn"> & {
  sessions: Sessions;
  streams: NewsStreams;
  show: Show;
};

class DeskPages {
  readonly #parts: PageParts;

  constructor(parts: PageParts) {
    this.#parts = parts;
  }

  routes(access: PageAccess): Route[] {
    return [
      { method: "get", path: "/desk", answer: access.forTechnicians(this.#showQueue) },
      { method: "get", path: "/desk/tickets/:reference", answer: access.forTechnicians(this.#showTicket) },
      { method: "post", path: "/desk/tickets/:reference", answer: access.forTechnicians(this.#act) },
      { method: "get", path: "/desk/news", answer: access.forAnyone(this.#openNews) },
    ];
  }

  readonly #showQueue: TechnicianHandler = async (request, response, { technician, way }) => {
    const { desk, attendance, signIn, show } = this.#parts;
    const query = new URLSearchParams(request.getQuery());
    const words = (query.get("words") ?? "").trim();
    const problem = explainTooLong("search", words);
    if (problem) return show(request, response, "./problem", { technician, search: words, problem }, 400);
    const list = lists.find((name) => name === query.get("list")) ?? "open";
    const entries = await desk.queue(technician, words ? { words } : { list });
    const referenced = words && findReferenced(entries, words);
    if (referenced) return redirect(response, ticketPath(referenced.reference));
    const counts = await desk.count(technician);
    const answered = await desk.answered(technician);
    show(request, response, "./queue", {
      technician,
      entries,
      search: words,
      list,
      lists,
      counts,
      answered,
      waiting: counts.waiting,
      more: words ? 0 : Math.max(0, counts[list] - entries.length),
      most: words && entries.length >= MOST_LISTED ? MOST_LISTED : undefined,
      canInvite: way === signIn.link,
      present: attendance.present(),
    });
  };

  readonly #showTicket: TechnicianHandler = (request, response, session) =>
    this.#showTicketPage(request, response, session);

  async #showTicketPage(
    request: Request,
    response: Response,
    { technician }: Session,
    refusal?: { why: string; action: DeskAction },
  ): Promise<void> {
    const { desk, cannedReplies, live, show } = this.#parts;
    const reference = readReference(request);
    const view = await desk.ticket(reference, technician);
    if (!view) throw new Refused(404, "NoSuchTicket", sentence("desk-page.problem.no-ticket", { reference }));
    // With scripts the form keeps its text. Without them the page that explains the refusal brings the text back.
    const typed = request.header("hx-request") ? undefined : refusal?.action;
    const values = {
      // "Hello Unnamed person" is no greeting.
      person: view.now.person.name ?? "",
      technician: technician.name,
      computer: view.now.computer?.name ?? sentence("desk-page.the-computer"),
      reference,
    };
    const answered = await desk.answered(technician);
    const data: PageData = {
      technician,
      ticket: view,
      answered: answered.filter((entry) => entry.reference !== reference),
      upNext: isDone(view) ? ((await desk.queue(technician, { list: "waiting" }))[0] ?? null) : undefined,
      seen: await live.findSeenByPerson(reference),
      replies: cannedReplies.map((reply) => ({ title: reply.title, text: fillReply(reply, values) })),
      notice: refusal?.why,
      asksBack: refusal?.action.kind === "take-over",
      typed,
      address: ticketPath(reference),
    };
    show(request, response, "./ticket", data, refusal ? 409 : 200);
  }

  readonly #act: TechnicianHandler = async (request, response, session) => {
    const reference = readReference(request);
    const { id, action } = readAction(await readForm(request));
    const why = action.kind === "take-over" && !action.sure && (await this.#asksBack(reference, session));
    if (why) return this.#showTicketPage(request, response, session, { why, action });
    const outcome = await this.#parts.desk.act(reference, session.technician, id, action);
    if (outcome.done) redirect(response, ticketPath(reference));
    else await this.#showTicketPage(request, response, session, { why: outcome.why, action });
  };

  /** A question for a technician who takes over from a colleague in the middle of the talk. */
  async #asksBack(reference: string, { technician }: Session): Promise<string | undefined> {
    const { desk, live } = this.#parts;
    const { by = null, lines = [] } = (await desk.ticket(reference, technician)) ?? {};
    const last = lines.findLast(({ who, name }) => who === "technician" && name === by);
    if (by === null || by === technician.name || !live.isBusy(reference, by, last?.at)) return undefined;
    return sentence("desk-page.ticket.is-writing", { by });
  }

  /** Refuses a browser that is not signed in. A stream cannot show the sign-in page. */
  readonly #openNews: HandleRequest = async (request, response) => {
    const session = await this.#parts.sessions.find(request);
    if (!session) throw new Refused(401, "Unauthorized", sentence("desk-page.sign-in.first"));
    this.#parts.streams.open(response, session);
  };
}

/** Whether a technician who has this ticket open can go on with another one. */
const isDone = ({ state }: QueueEntry): boolean => state !== "waiting" && state !== "with-technician";

async function refuseUnknownPage(): Promise<void> {
  throw new Refused(404, "NoSuchPage", sentence("desk-page.problem.no-page"));
}
