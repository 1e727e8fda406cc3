/** Only pages that we serve ourselves may talk to this server. Programs other than browsers send no origin. */
import type { Request } from "restify";
import { Refused } from "./server.ts";

/** The origin that a new token is bound to. Throws `Refused` for a page of another site. */
export function requireOwnOrigin(request: Request): string | undefined {
  const origin = request.header("origin");
  if (origin === undefined) return undefined;
  const host = request.header("host") ?? "";
  if (URL.parse(origin)?.host !== host) {
    const words = `a page of ${origin.slice(0, 200)} may not talk to ${host.slice(0, 200)}; if a proxy is in between, let it forward the Host header`;
    throw new Refused(403, "OriginNotTrusted", words);
  }
  return origin;
}

/** Throws `Refused` when a page uses a token that was made for another origin. Browsers send no origin for same-origin reads. */
export function checkOrigin(origin: string | undefined, grant: { origin?: string | undefined }): void {
  if (origin !== undefined && origin !== grant.origin)
    throw new Refused(403, "OriginNotTrusted", "this token was issued for another page");
}
