/** Lets only technicians see the desk's pages, and turns refusals into pages. */
import type { Request, Response } from "restify";
import { sentence } from "../../../dialogs/words/sentence.ts";
import { type HandleRequest, Refused } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import type { Session, Sessions } from "./sessions.ts";
import { redirect, type Show } from "./show.ts";

export type TechnicianHandler = (request: Request, response: Response, session: Session) => Promise<void>;

type Parts = { sessions: Sessions; show: Show; log: Log };

export class PageAccess {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Wraps a handler: a failed request gets a page with the reason. */
  forAnyone(answer: HandleRequest): HandleRequest {
    return async (request, response) => {
      try {
        await answer(request, response);
      } catch (error) {
        this.#showProblem(request, response, error);
      }
    };
  }

  /** Wraps a handler for technicians. A browser that is not signed in goes to the sign-in page. */
  forTechnicians(answer: TechnicianHandler): HandleRequest {
    return this.forAnyone(async (request, response) => {
      const session = await this.#parts.sessions.find(request);
      if (session) await answer(request, response, session);
      else redirectToSignIn(request, response);
    });
  }

  #showProblem(request: Request, response: Response, error: unknown): void {
    const { show, log } = this.#parts;
    const refused = error instanceof Refused ? error : undefined;
    if (!refused) log.error({ err: error }, "a desk page failed");
    if (response.headersSent) return void response.end();
    const problem = toSentence(refused?.message ?? sentence("desk-page.problem.failed"));
    const status = refused?.statusCode ?? 503;
    // A page that sent the form by script keeps its content and the typed text. It shows the notice, or says that it retries.
    const byScript = request.header("hx-request") !== undefined;
    if (byScript) response.header("HX-Reswap", "none");
    show(request, response, "./problem", { problem, notice: byScript && status < 500 && problem }, status);
  }
}

/** The desk's own refusals are whole sentences. Those of other rooms are lower-case fragments. */
export function toSentence(refusal: string): string {
  return `${refusal.charAt(0).toUpperCase()}${refusal.slice(1)}${refusal.endsWith(".") ? "" : "."}`;
}

/** A page that fetches part of itself has to reload as a whole to show the sign-in page. */
function redirectToSignIn(request: Request, response: Response): void {
  if (request.header("hx-request")) {
    response.writeHead(401, { "HX-Refresh": "true", "Cache-Control": "no-store" });
    response.end();
    return;
  }
  const to = request.method === "GET" ? `?to=${encodeURIComponent(request.url ?? "/desk")}` : "";
  redirect(response, `/desk/sign-in${to}`);
}
