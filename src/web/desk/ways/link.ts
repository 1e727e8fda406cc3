/** Sign-in by a one-time link, for a desk on the machine that runs the server. */
import { createHash, randomBytes } from "node:crypto";
import type { Request } from "restify";
import { isLocalRequest } from "../../../http/localRequest.ts";
import { Refused } from "../../../http/server.ts";
import { textLimits } from "../../../tickets/textLimits.ts";
import type { Form } from "../forms.ts";
import { technicianName } from "../settings.ts";
import type { Field, Way } from "./ways.ts";

const GOOD_FOR_MS = 30 * 60_000;

const nameField: Field = {
  name: "name",
  label: "The name that people and colleagues see",
  type: "text",
  autocomplete: "name",
  longest: textLimits.technicianName,
};

export class LinkWay implements Way {
  readonly id = "link";
  readonly namesAreFree = true;
  readonly page = {
    words:
      'Open the link that was printed when the server started, or ask a colleague who is signed in for one ("Invite"). A link is good for one person and 30 minutes; the server prints a new one at its next start.',
    fields: [],
  };
  readonly #now: () => Date;
  /** When each link expires, by the hash of its code. */
  readonly #links = new Map<string, number>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  admit(request: Request): void {
    if (!isLocalRequest(request))
      throw new Refused(
        403,
        "Forbidden",
        "a desk without tokens is for the machine it runs on; set DESK_TOKENS to open it to others",
      );
  }

  recognise(_request: Request, form: Form): string {
    const code = form.get("code") ?? "";
    const name = technicianName.safeParse(form.get("name") ?? "");
    if (!this.#isGood(code)) throw new Refused(403, "LinkUsed", gone);
    // A mistyped name does not use up the link.
    if (!name.success) throw new Refused(400, "BadName", `write ${name.error.issues[0]?.message}`);
    this.#links.delete(hash(code));
    return name.data;
  }

  anchor(): string {
    return "link";
  }

  /** Returns the path of a new link. */
  newLink(): string {
    const at = this.#now().getTime();
    for (const [hash, until] of this.#links) if (until <= at) this.#links.delete(hash);
    const code = randomBytes(24).toString("base64url");
    this.#links.set(hash(code), at + GOOD_FOR_MS);
    return `/desk/link/${code}`;
  }

  /** The form behind a link; undefined for a code that was used, has expired or never existed. */
  fieldsOf(code: string): readonly Field[] | undefined {
    return this.#isGood(code) ? [nameField] : undefined;
  }

  #isGood(code: string): boolean {
    return (this.#links.get(hash(code)) ?? 0) > this.#now().getTime();
  }
}

export const gone =
  "this link was used before, is older than 30 minutes, or is from before the last start; ask a colleague at the desk for another, or start the server again";

function hash(code: string): string {
  return createHash("sha256").update(code).digest("base64url");
}
