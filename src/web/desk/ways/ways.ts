/** A way to sign in at the desk. To add one, add a file beside this one and a line in `signIn.ts`. */
import type { Request } from "restify";
import type { Form } from "../forms.ts";

export type Way = {
  /** Whether technicians choose their names themselves. If so, a second sign-in under a name ends the first session. */
  namesAreFree: boolean;
  /** Part of the cookie of each session that this way opened. */
  id: string;
  /** The text and form fields of the sign-in page. Without fields it shows no form. */
  page: { words: string; fields: readonly Field[] };
  /** Throws `Refused` for a request that may not use this way, neither to sign in nor with an open session. */
  admit(request: Request): void;
  /** The name of the technician whom the form identifies. Throws `Refused` if it identifies none. */
  recognise(request: Request, form: Form): string;
  /** The key of the session's seal: the technician's sessions end when it changes or becomes undefined. */
  findAnchor(technician: string): string | undefined;
};

export type Field = { name: string; label: string; type: "text" | "password"; autocomplete: string; longest: number };
