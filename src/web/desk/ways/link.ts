/** Sign-in by a one-time link, for a desk on the machine that runs the server. */
import { createHash, randomBytes } from "node:crypto";
import type { Request } from "restify";
import { sentence } from "../../../../dialogs/words/sentence.ts";
import { isLocalRequest } from "../../../http/localRequest.ts";
import { Refused } from "../../../http/server.ts";
import { textLimits } from "../../../tickets/textLimits.ts";
import type { Form } from "../forms.ts";
import { technicianName } from "../settings.ts";
import type { Field, Way } from "./ways.ts";

const VALID_MS = 30 * 60_000;

const makeNameField = (): Field => ({
  name: "name",
  label: sentence("desk-page.sign-in.name"),
  type: "text",
  autocomplete: "name",
  longest: textLimits.technicianName,
});

export class LinkWay implements Way {
  readonly id = "link";
  readonly namesAreFree = true;
  readonly #now: () => Date;
  /** When each link expires, by the hash of its code. */
  readonly #links = new Map<string, number>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  get page(): Way["page"] {
    return { words: sentence("desk-page.sign-in.by-link"), fields: [] };
  }

  admit(request: Request): void {
    if (!isLocalRequest(request)) throw new Refused(403, "Forbidden", sentence("desk-page.sign-in.elsewhere"));
  }

  recognise(_request: Request, form: Form): string {
    const code = form.get("code") ?? "";
    const name = technicianName.safeParse(form.get("name") ?? "");
    if (!this.#isValid(code)) throw new Refused(403, "LinkUsed", sentence("desk-page.sign-in.used-link"));
    // A mistyped name does not use up the link.
    if (!name.success) throw new Refused(400, "BadName", name.error.issues[0]?.message ?? "");
    this.#links.delete(hash(code));
    return name.data;
  }

  findAnchor(): string {
    return "link";
  }

  /** Returns the path of a new link. */
  newLink(): string {
    const at = this.#now().getTime();
    for (const [hash, until] of this.#links) if (until <= at) this.#links.delete(hash);
    const code = randomBytes(24).toString("base64url");
    this.#links.set(hash(code), at + VALID_MS);
    return `/desk/link/${code}`;
  }

  /** The form fields of a link; undefined for a code that was used, has expired or never existed. */
  listFields(code: string): readonly Field[] | undefined {
    return this.#isValid(code) ? [makeNameField()] : undefined;
  }

  #isValid(code: string): boolean {
    return (this.#links.get(hash(code)) ?? 0) > this.#now().getTime();
  }
}

function hash(code: string): string {
  return createHash("sha256").update(code).digest("base64url");
}
