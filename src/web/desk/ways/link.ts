/** Signing in by a link that is good for one use: for a desk on the machine that the server runs on. */
import { createHash, randomBytes } from "node:crypto";
import { isFromHere } from "../../../http/fromHere.ts";
import { Refused } from "../../../http/server.ts";
import { textLimits } from "../../../tickets/textLimits.ts";
import { technicianName } from "../settings.ts";
import type { Field, Way } from "./ways.ts";

const GOOD_FOR_MS = 30 * 60_000;

export type LinkWay = Way & {
  /** The path of a new link. */
  newLink(): string;
  /** The form behind a link; undefined when the link was used, is too old or never was one. */
  fieldsOf(code: string): readonly Field[] | undefined;
};

export function linkWay(now: () => Date): LinkWay {
  /** Until when each is good, by the hash of its code. */
  const links = new Map<string, number>();
  const isGood = (code: string) => (links.get(hashOf(code)) ?? 0) > now().getTime();
  return {
    id: "link",
    namesAreFree: true,
    page: {
      words:
        'Open the link that was printed when the server started, or ask a colleague who is signed in for one ("Invite"). A link is good for one person and 30 minutes; the server prints a new one at its next start.',
      fields: [],
    },
    admit(request) {
      if (!isFromHere(request))
        throw new Refused(
          403,
          "Forbidden",
          "a desk without tokens is for the machine it runs on; set DESK_TOKENS to open it to others",
        );
    },
    recognise(_request, form) {
      const code = form.get("code") ?? "";
      const name = technicianName.safeParse(form.get("name") ?? "");
      if (!isGood(code)) throw new Refused(403, "LinkUsed", gone);
      // A name mistyped does not cost the link.
      if (!name.success) throw new Refused(400, "BadName", `write ${name.error.issues[0]?.message}`);
      links.delete(hashOf(code));
      return name.data;
    },
    anchor: () => "link",
    newLink() {
      const at = now().getTime();
      for (const [hash, until] of links) if (until <= at) links.delete(hash);
      const code = randomBytes(24).toString("base64url");
      links.set(hashOf(code), at + GOOD_FOR_MS);
      return `/desk/link/${code}`;
    },
    fieldsOf: (code) =>
      isGood(code)
        ? [
            {
              name: "name",
              label: "The name that people and colleagues see",
              type: "text",
              autocomplete: "name",
              longest: textLimits.technicianName,
            },
          ]
        : undefined,
  };
}

export const gone =
  "this link was used before, is older than 30 minutes, or is from before the last start; ask a colleague at the desk for another, or start the server again";

function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("base64url");
}
