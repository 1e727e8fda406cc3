/** Sign-in by a personal token, from a list in the environment: for small desks. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "restify";
import { sentence } from "../../../../dialogs/words/sentence.ts";
import { Refused } from "../../../http/server.ts";
import { textLimits } from "../../../tickets/textLimits.ts";
import type { DeskToken } from "../settings.ts";
import type { Field, Way } from "./ways.ts";

const MOST_WRONG = 5;
const WITHIN_MS = 60_000;
/** Beyond this number the oldest is forgotten. That is safe, because the secrets are too long to guess. */
const MOST_ADDRESSES = 1_000;

const makeTokenField = (): Field => ({
  name: "token",
  label: sentence("desk-page.sign-in.token"),
  type: "password",
  autocomplete: "current-password",
  longest: textLimits.deskToken,
});

export function createTokenWay(tokens: readonly DeskToken[], now: () => Date): Way {
  /** The times of wrong tokens, by address. */
  const failures = new Map<string, number[]>();
  const listRecent = (address: string) =>
    (failures.get(address) ?? []).filter((at) => at > now().getTime() - WITHIN_MS);
  return {
    id: "token",
    namesAreFree: false,
    get page() {
      return { words: sentence("desk-page.sign-in.by-token"), fields: [makeTokenField()] };
    },
    admit() {},
    recognise(request, form) {
      const address = readAddress(request);
      const candidate = hash(dropName((form.get("token") ?? "").trim()));
      // Compares every token, so that the duration reveals nothing about a near match.
      const [match] = tokens.filter(({ secret }) => timingSafeEqual(hash(secret), candidate));
      // A right token is never refused: behind a proxy all technicians share one address, and so the failures of others.
      if (match) return match.name;
      if (listRecent(address).length >= MOST_WRONG)
        throw new Refused(429, "TooManyTries", sentence("desk-page.sign-in.too-many-tries"));
      for (const other of failures.keys())
        if (listRecent(other).length === 0 || failures.size > MOST_ADDRESSES) failures.delete(other);
      failures.set(address, [...listRecent(address), now().getTime()]);
      throw new Refused(403, "WrongToken", sentence("desk-page.sign-in.wrong-token"));
    },
    findAnchor: (technician) => tokens.find(({ name }) => name === technician)?.secret,
  };
}

/** People paste their whole entry of DESK_TOKENS, "Kim:secret". A secret has no colon. */
function dropName(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1);
}

/** Behind a proxy this is the proxy's address. `X-Forwarded-For` is not used, because any client can send it. */
function readAddress(request: Request): string {
  return request.socket.remoteAddress ?? "";
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
