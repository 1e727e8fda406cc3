/** The ways to sign in at the desk. One more is a file beside this one and a line in `signIn.ts`. */
import type { Request } from "restify";
import type { Form } from "../forms.ts";

export type Way = {
  /** Whether people write their names themselves: then a second one of that name is the same one, come again. */
  namesAreFree: boolean;
  /** Stands in the cookie of a session that was made this way. */
  id: string;
  /** What the sign-in page tells and asks; `fields` are those of its form, none where there is no form. */
  page: { words: string; fields: readonly Field[] };
  /** Throws `Refused` for a request that may not use this way, now or with a session that it made. */
  admit(request: Request): void;
  /** The technician whom the form shows to be there. Throws `Refused` for everybody else. */
  recognise(request: Request, form: Form): string;
  /** What a session of that technician hangs on: it ends when this changes, or when there is nothing any more. */
  anchor(technician: string): string | undefined;
};

export type Field = { name: string; label: string; type: "text" | "password"; autocomplete: string; longest: number };
