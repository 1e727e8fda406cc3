/** What a page may do in the browser: load what we serve, talk to us, and nothing else. */
import { randomBytes } from "node:crypto";

export function createNonce(): string {
  return randomBytes(16).toString("base64url");
}

// Web Chat adds an empty <style> to the page before it fills it; this is the hash of the empty string.
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The headers of a page. `host` is the requested host, because some browsers treat sockets as another origin. `forms`: whether the page posts forms to us. */
export function buildPageHeaders(nonce: string, host: string, { forms = false } = {}): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}' ${EMPTY_STYLE}`,
    "img-src 'self' data: blob:",
    `connect-src 'self' ws://${host} wss://${host}`,
    "base-uri 'none'",
    `form-action ${forms ? "'self'" : "'none'"}`,
    `frame-ancestors ${forms ? "'none'" : "'self'"}`,
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
