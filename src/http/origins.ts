/** Which pages a request may come from. Programs other than browsers send no origin. */
import type { Request } from "restify";
import { Refused } from "./server.ts";

/** Throws `Refused` for a page of another site. */
export function requireOwnOrigin(request: Request): void {
  const origin = request.header("origin");
  const host = request.header("host") ?? "";
  if (origin === undefined || isOwnOrigin(origin, host)) return;
  const words = `a page of ${origin.slice(0, 200)} may not talk to ${host.slice(0, 200)}; if a proxy is in between, let it forward the Host header`;
  throw new Refused(403, "OriginNotTrusted", words);
}

/** Whether a page of this origin was served under that host name. */
export const isOwnOrigin = (origin: string, host: string): boolean => URL.parse(origin)?.host === host;
