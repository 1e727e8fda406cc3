/** Signing in by a token of one's own, from a list in the environment: for small desks. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "restify";
import { Refused } from "../../../http/server.ts";
import { textLimits } from "../../../tickets/textLimits.ts";
import type { DeskToken } from "../settings.ts";
import type { Way } from "./ways.ts";

const MOST_WRONG = 5;
const WITHIN_MS = 60_000;
/** Beyond this the oldest is forgotten: the secrets are too long to be guessed anyhow. */
const MOST_ADDRESSES = 1_000;

export function tokenWay(tokens: readonly DeskToken[], now: () => Date): Way {
  /** When each address was wrong, of late. */
  const wrong = new Map<string, number[]>();
  const lately = (address: string) => (wrong.get(address) ?? []).filter((at) => at > now().getTime() - WITHIN_MS);
  return {
    id: "token",
    namesAreFree: false,
    page: {
      words: "Sign in with the token that your administrator gave you.",
      fields: [
        {
          name: "token",
          label: "Token",
          type: "password",
          autocomplete: "current-password",
          longest: textLimits.deskToken,
        },
      ],
    },
    admit() {},
    recognise(request, form) {
      const address = readAddress(request);
      const given = hash((form.get("token") ?? "").trim());
      // All are compared, so that the time tells nothing about which one was nearly right.
      const [known] = tokens.filter(({ secret }) => timingSafeEqual(hash(secret), given));
      // Behind a proxy all have one address, and nobody's mistakes may keep the others out.
      if (known) return known.name;
      if (lately(address).length >= MOST_WRONG)
        throw new Refused(429, "TooManyTries", "Your address sent too many wrong tokens. Wait a minute and try again.");
      for (const one of wrong.keys()) if (lately(one).length === 0 || wrong.size > MOST_ADDRESSES) wrong.delete(one);
      wrong.set(address, [...lately(address), now().getTime()]);
      throw new Refused(403, "WrongToken", "This token is wrong. Check capital letters, or ask your administrator.");
    },
    anchor: (technician) => tokens.find(({ name }) => name === technician)?.secret,
  };
}

/** A proxy in between makes everybody one address. What it says about them anybody could say. */
function readAddress(request: Request): string {
  return request.socket.remoteAddress ?? "";
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
