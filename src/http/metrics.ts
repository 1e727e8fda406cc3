/** `GET /metrics`: the process's own figures and our counters, in the text format of Prometheus. None is about a person. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Registry } from "prom-client";
import type { Request } from "restify";
import { isLocalRequest } from "./localRequest.ts";
import { isLoopback } from "./loopback.ts";
import { type Part, Refused } from "./server.ts";

type Parts = {
  /** Our own counters, in the same format. */
  figures: readonly Figures[];
  /** The address that the server binds to. */
  host: string;
  /** The bearer token that readers must send. Without one, only this machine may read. */
  token: string | undefined;
};

/** A `Registry`, or any other source of the same text. */
export type Figures = { metrics(): Promise<string> };

export function createMetrics({ figures, host, token }: Parts): Part {
  return {
    mount(server, during) {
      // Without a token, anyone who reaches the server could read the figures, so the route does not exist.
      if (token === undefined && !isLoopback(host)) return;
      server.get(
        "/metrics",
        during(async (request, response) => {
          response.header("Cache-Control", "no-store");
          if (token === undefined) refuseFromElsewhere(request);
          else if (!hasToken(request, token)) {
            response.header("WWW-Authenticate", 'Bearer realm="metrics"');
            throw new Refused(401, "Unauthorized", "send METRICS_TOKEN in the header: Authorization: Bearer <token>");
          }
          const process = await loadProcessMetrics();
          const texts = await Promise.all([...figures, process].map((source) => source.metrics()));
          const text = texts.filter(Boolean).join("\n");
          response.writeHead(200, { "Content-Type": process.contentType, "Content-Length": Buffer.byteLength(text) });
          response.end(text);
        }),
      );
    },
  };
}

let collected: Promise<Registry> | undefined;

/** Collecting cannot be stopped again, so it starts once per process, at the first read. */
function loadProcessMetrics(): Promise<Registry> {
  collected ??= startProcessMetrics();
  return collected;
}

async function startProcessMetrics(): Promise<Registry> {
  // Loading the library takes a tenth of a second, so the start does not wait for it.
  const { collectDefaultMetrics, Registry } = await import("prom-client");
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register;
}

function hasToken(request: Request, token: string): boolean {
  const sent = /^Bearer +(\S+) *$/i.exec(request.header("authorization") ?? "")?.[1] ?? "";
  // Hashes have equal lengths, which a constant-time comparison needs.
  return timingSafeEqual(hashText(sent), hashText(token));
}

function hashText(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Pages name their origin, and no page may read the figures. */
function refuseFromElsewhere(request: Request): void {
  if (request.header("origin") !== undefined || !isLocalRequest(request))
    throw new Refused(403, "Forbidden", "without METRICS_TOKEN, only this machine may read the figures");
}
