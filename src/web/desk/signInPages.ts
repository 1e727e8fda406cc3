/** The pages by which a technician gets in, brings a colleague in, and goes. */
import type { Request, Response } from "restify";
import { type Messages, Refused } from "../../http/server.ts";
import { type Form, formOf } from "./forms.ts";
import type { NewsStreams } from "./newsStreams.ts";
import type { Session, Sessions } from "./sessions.ts";
import { redirect, type Show } from "./show.ts";
import type { SignIn } from "./signIn.ts";
import { gone } from "./ways/link.ts";
import type { Way } from "./ways/ways.ts";

type Parts = {
  signIn: SignIn;
  sessions: Sessions;
  streams: NewsStreams;
  show: Show;
  readable: (handle: Messages) => Messages;
  forTechnicians: (handle: (request: Request, response: Response, session: Session) => Promise<void>) => Messages;
};
type Serve = (path: string, handle: Messages) => void;

export function signInPages(parts: Parts, get: Serve, post: Serve): void {
  const { signIn, sessions, streams, show, readable, forTechnicians } = parts;

  const comeIn = async (request: Request, response: Response, way: Way, form: Form): Promise<void> => {
    const technician = way.recognise(request, form);
    await sessions.begin(request, response, way, technician);
    redirect(response, wayBack(form.get("to")));
  };

  get(
    "/desk/sign-in",
    readable(async (request, response) => {
      const to = wayBack(new URLSearchParams(request.getQuery()).get("to"));
      for (const way of signIn.ways) way.admit(request);
      show(request, response, "./signIn", { ways: signIn.ways, to });
    }),
  );
  post(
    "/desk/sign-in",
    readable(async (request, response) => {
      const form = await formOf(request);
      const way = signIn.ways.find(({ id, page }) => id === form.get("way") && page.fields.length > 0);
      if (!way) throw new Refused(400, "BadForm", "nobody signs in that way here");
      way.admit(request);
      try {
        await comeIn(request, response, way, form);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const about = {
          ways: signIn.ways,
          to: wayBack(form.get("to")),
          notice: `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`,
        };
        show(request, response, "./signIn", about, error.statusCode);
      }
    }),
  );
  post(
    "/desk/sign-out",
    forTechnicians(async (request, response, session) => {
      await formOf(request);
      await sessions.end(request, response);
      streams.endSession(session.id);
      redirect(response, "/desk/sign-in");
    }),
  );

  const { link } = signIn;
  if (!link) return;
  // Opening a link does not use it up: mail programs and chats open links too.
  get(
    "/desk/link/:code",
    readable(async (request, response) => {
      link.admit(request);
      const code = String(request.params.code);
      const fields = link.fieldsOf(code);
      if (!fields) throw new Refused(403, "LinkUsed", gone);
      show(request, response, "./link", { code, fields });
    }),
  );
  post(
    "/desk/link",
    readable(async (request, response) => {
      link.admit(request);
      await comeIn(request, response, link, await formOf(request));
    }),
  );
  post(
    "/desk/invite",
    forTechnicians(async (request, response, { technician, way }) => {
      await formOf(request);
      if (way !== link) throw new Refused(403, "Forbidden", "only who came by a link can make one");
      const url = new URL(link.newLink(), `http://${request.header("host")}`).href;
      show(request, response, "./invite", { technician, url });
    }),
  );
}

/** Only to pages of the desk. */
function wayBack(to: string | null): string {
  return to && /^\/desk(?:\/tickets\/[\w-]{1,40}|\?[\w=&%+.-]{1,300})?$/.test(to) ? to : "/desk";
}
