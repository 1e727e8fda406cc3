/** Recognises a browser by a random value in an HttpOnly cookie, kept for as long as browsers allow. */
import { createHash, randomBytes } from "node:crypto";
import type { Request, Response } from "restify";

const NAME = "reconnect_browser";
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]{43})(?:;|$)`);
/** A frame on another site may get no cookie, so its script keeps the value and sends it. It sends "new" for the first time. */
const RESUME = "x-reconnect-resume";
/** 400 days, the longest that browsers allow. */
const MAX_AGE_S = 400 * 86_400;

/** The id of the person at this browser; undefined when the browser has no cookie. The id does not reveal the cookie. */
export function readPersonId(request: Request): string | undefined {
  const value = readCookie(request);
  return value === undefined ? undefined : hashPerson(value);
}

/** Returns the same id and renews the cookie. A browser without a cookie gets one with this response. */
export function recogniseBrowser(request: Request, response: Response): string {
  const value = readCookie(request) ?? randomBytes(32).toString("base64url");
  const secure = isSecure(request) ? "; Secure" : "";
  response.header("Set-Cookie", `${NAME}=${value}; Path=/; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Strict${secure}`);
  return hashPerson(value);
}

/** The person whose value a frame sends, or a new one with the value to keep. Undefined for a request that is not from a frame. */
export function recogniseFrame(request: Request): { person: string; resume: string } | undefined {
  const sent = request.header(RESUME);
  if (sent === undefined) return undefined;
  const resume = /^[\w-]{43}$/.test(sent) ? sent : randomBytes(32).toString("base64url");
  return { person: hashPerson(resume), resume };
}

/** Whether the browser speaks TLS, to us or to the proxy before us. */
export function isSecure(request: Request): boolean {
  // A chain of proxies writes a list; the proxy next to the browser comes first.
  return request.isSecure() || /^\s*https\s*(?:,|$)/i.test(request.header("x-forwarded-proto") ?? "");
}

/** Deletes the cookie. */
export function forgetBrowser(response: Response): void {
  response.header("Set-Cookie", `${NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`);
}

function readCookie(request: Request): string | undefined {
  return COOKIE.exec(request.header("cookie") ?? "")?.[1];
}

// Direct Line reserves ids with this prefix for ids that come from a token.
function hashPerson(value: string): string {
  return `dl_${createHash("sha256").update(value).digest("base64url")}`;
}
