/** Decides who gets a page of the desk, and turns refusals into pages. */
import type { Request, Response } from "restify";
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

  /** Explains in a page why a request failed. */
  forAnyone(answer: HandleRequest): HandleRequest {
    return async (request, response) => {
      try {
        await answer(request, response);
      } catch (error) {
        this.#showProblem(request, response, error);
      }
    };
  }

  /** The same, for technicians who are signed in; leads everyone else to the sign-in page. */
  forTechnicians(answer: TechnicianHandler): HandleRequest {
    return this.forAnyone(async (request, response) => {
      const session = await this.#parts.sessions.of(request);
      if (session) await answer(request, response, session);
      else leadToSignIn(request, response);
    });
  }

  #showProblem(request: Request, response: Response, error: unknown): void {
    const { show, log } = this.#parts;
    const refused = error instanceof Refused ? error : undefined;
    if (!refused) log.error({ err: error }, "a page of the desk failed");
    if (response.headersSent) return void response.end();
    const problem = toSentence(refused?.message ?? "this could not be done just now; try again in a moment");
    const status = refused?.statusCode ?? 503;
    // A page that sent the form by script stays as it is, with the typed text, and says that it tries again.
    if (request.header("hx-request")) response.header("HX-Reswap", "none");
    show(request, response, "./problem", { problem, notice: status < 500 && problem }, status);
  }
}

export function toSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** A page that fetches a part of itself has to reload as a whole to get to the sign-in page. */
function leadToSignIn(request: Request, response: Response): void {
  if (request.header("hx-request")) {
    response.writeHead(401, { "HX-Refresh": "true", "Cache-Control": "no-store" });
    response.end();
    return;
  }
  const to = request.method === "GET" ? `?to=${encodeURIComponent(request.url ?? "/desk")}` : "";
  redirect(response, `/desk/sign-in${to}`);
}
