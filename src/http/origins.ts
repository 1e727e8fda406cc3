/** Which web pages may talk to us: those we serve ourselves. A program that is no browser names no origin. */
import type { Request } from "restify";
import { Refused } from "./server.ts";

/** The origin that a new token is bound to. Throws `Refused` for the page of somebody else. */
export function requireOwnOrigin(request: Request): string | undefined {
  const origin = request.header("origin");
  if (origin === undefined) return undefined;
  const host = request.header("host") ?? "";
  if (URL.parse(origin)?.host !== host) {
    const words = `a page of ${origin.slice(0, 200)} may not talk to ${host.slice(0, 200)}; a proxy in between has to pass the Host header on`;
    throw new Refused(403, "OriginNotTrusted", words);
  }
  return origin;
}

/** Throws `Refused` when a page uses a token that was not made for it. Browsers name no origin when they read from their own. */
export function checkOrigin(origin: string | undefined, grant: { origin?: string | undefined }): void {
  if (origin !== undefined && origin !== grant.origin)
    throw new Refused(403, "OriginNotTrusted", "this token was made for another page");
}
