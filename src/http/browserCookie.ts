/** Knows a browser again: a random value in a cookie that no script can read, for as long as browsers keep one. */
import { createHash, randomBytes } from "node:crypto";
import type { Request, Response } from "restify";

const NAME = "reconnect_browser";
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]{43})(?:;|$)`);
/** 400 days, the longest that browsers allow. */
const MAX_AGE_S = 400 * 86_400;

/** Who sits at this browser; undefined when it has not been here before. The cookie cannot be told from the id. */
export function readPersonId(request: Request): string | undefined {
  const value = readCookie(request);
  return value === undefined ? undefined : hashPerson(value);
}

/** The same, and renews the cookie. A browser without one gets one with this answer. */
export function recogniseBrowser(request: Request, response: Response): string {
  const value = readCookie(request) ?? randomBytes(32).toString("base64url");
  const secure = isSecure(request) ? "; Secure" : "";
  response.header("Set-Cookie", `${NAME}=${value}; Path=/; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Strict${secure}`);
  return hashPerson(value);
}

/** Whether the browser speaks TLS, to us or to the proxy before us. */
export function isSecure(request: Request): boolean {
  // Proxies in a row write a list, the one next to the browser first.
  return request.isSecure() || /^\s*https\s*(?:,|$)/i.test(request.header("x-forwarded-proto") ?? "");
}

/** Takes the cookie away. */
export function forgetBrowser(response: Response): void {
  response.header("Set-Cookie", `${NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`);
}

function readCookie(request: Request): string | undefined {
  return COOKIE.exec(request.header("cookie") ?? "")?.[1];
}

// Direct Line reserves ids with this beginning for those that stand in a token.
function hashPerson(value: string): string {
  return `dl_${createHash("sha256").update(value).digest("base64url")}`;
}
