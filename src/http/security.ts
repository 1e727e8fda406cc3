/** What a page may do in the browser: load what we serve, talk to us, and nothing else. */
import { randomBytes } from "node:crypto";

export function createNonce(): string {
  return randomBytes(16).toString("base64url");
}

/** `forms`: whether the page posts forms to us. `frames`: whether it shows our own pages in frames. `framedBy`: the origin of another site that may show the page in a frame. */
type PageKind = { forms?: boolean; frames?: boolean; framedBy?: string | undefined };

/** The headers of a page. `host` is the requested host, because some browsers treat sockets as another origin. */
export function buildPageHeaders(
  nonce: string,
  host: string,
  { forms = false, frames = false, framedBy }: PageKind = {},
): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    `connect-src 'self' ws://${host} wss://${host}`,
    ...(frames ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    `form-action ${forms ? "'self'" : "'none'"}`,
    `frame-ancestors ${forms && !framedBy ? "'none'" : ["'self'", framedBy].filter(Boolean).join(" ")}`,
  ];
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy.join("; "),
    "Cache-Control": "no-store",
    // A form sent without a referrer has no origin either, so we could not tell it from a form of another site.
    "Referrer-Policy": forms ? "same-origin" : "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  };
}
