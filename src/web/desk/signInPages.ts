/** The pages where technicians sign in, sign out and invite a colleague. */
import type { Request, Response } from "restify";
import { sentence } from "../../../dialogs/words/sentence.ts";
import { type HandleRequest, Refused, type Route } from "../../http/server.ts";
import { type Form, readForm } from "./forms.ts";
import type { NewsStreams } from "./newsStreams.ts";
import { type PageAccess, type TechnicianHandler, toSentence } from "./pageAccess.ts";
import type { Sessions } from "./sessions.ts";
import { redirect, type Show } from "./show.ts";
import type { SignIn } from "./signIn.ts";
import type { LinkWay } from "./ways/link.ts";
import type { Way } from "./ways/ways.ts";

type Parts = { signIn: SignIn; sessions: Sessions; streams: NewsStreams; show: Show };

export class SignInPages {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  routes(access: PageAccess): Route[] {
    const { link } = this.#parts.signIn;
    return [
      { method: "get", path: "/desk/sign-in", answer: access.forAnyone(this.#showSignIn) },
      { method: "post", path: "/desk/sign-in", answer: access.forAnyone(this.#signIn) },
      { method: "post", path: "/desk/sign-out", answer: access.forTechnicians(this.#signOut) },
      ...(link ? this.#linkRoutes(access, link) : []),
    ];
  }

  #linkRoutes(access: PageAccess, link: LinkWay): Route[] {
    return [
      { method: "get", path: "/desk/link/:code", answer: access.forAnyone(this.#showLink(link)) },
      { method: "post", path: "/desk/link", answer: access.forAnyone(this.#signInByLink(link)) },
      { method: "post", path: "/desk/invite", answer: access.forTechnicians(this.#invite(link)) },
    ];
  }

  readonly #showSignIn: HandleRequest = async (request, response) => {
    const { signIn, show } = this.#parts;
    const to = safeWayBack(new URLSearchParams(request.getQuery()).get("to"));
    for (const way of signIn.ways) way.admit(request);
    show(request, response, "./signIn", { ways: signIn.ways, to });
  };

  readonly #signIn: HandleRequest = async (request, response) => {
    const { signIn, show } = this.#parts;
    const form = await readForm(request);
    const way = signIn.ways.find(({ id, page }) => id === form.get("way") && page.fields.length > 0);
    if (!way) throw new Refused(400, "BadForm", sentence("desk-page.problem.old-form"));
    way.admit(request);
    try {
      await this.#begin(request, response, way, form);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const data = { ways: signIn.ways, to: safeWayBack(form.get("to")), notice: toSentence(error.message) };
      show(request, response, "./signIn", data, error.statusCode);
    }
  };

  readonly #signOut: TechnicianHandler = async (request, response, session) => {
    const { sessions, streams } = this.#parts;
    await readForm(request);
    await sessions.end(request, response);
    streams.endSession(session.id);
    redirect(response, "/desk/sign-in");
  };

  /** Shows the form of a link. Sending the form uses the link up, not opening it: mail programs and chats open links too. */
  #showLink(link: LinkWay): HandleRequest {
    return async (request, response) => {
      link.admit(request);
      const code = String(request.params.code);
      const fields = link.listFields(code);
      if (!fields) throw new Refused(403, "LinkUsed", sentence("desk-page.sign-in.used-link"));
      this.#parts.show(request, response, "./link", { code, fields });
    };
  }

  #signInByLink(link: LinkWay): HandleRequest {
    return async (request, response) => {
      link.admit(request);
      await this.#begin(request, response, link, await readForm(request));
    };
  }

  #invite(link: LinkWay): TechnicianHandler {
    return async (request, response, { technician, way }) => {
      await readForm(request);
      if (way !== link) throw new Refused(403, "Forbidden", sentence("desk-page.invite.only-by-link"));
      const url = new URL(link.newLink(), `http://${request.header("host")}`).href;
      this.#parts.show(request, response, "./invite", { technician, url });
    };
  }

  async #begin(request: Request, response: Response, way: Way, form: Form): Promise<void> {
    const technician = way.recognise(request, form);
    await this.#parts.sessions.begin(request, response, way, technician);
    redirect(response, safeWayBack(form.get("to")));
  }
}

/** Accepts only pages of the desk. */
function safeWayBack(to: string | null): string {
  return to && /^\/desk(?:\/tickets\/[\w-]{1,40}|\?[\w=&%+.-]{1,300})?$/.test(to) ? to : "/desk";
}
