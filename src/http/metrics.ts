/** `GET /metrics`: figures about the process and what it counts, in the text format of Prometheus. None is about a person. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Registry } from "prom-client";
import type { Request } from "restify";
import { isLocalRequest } from "./localRequest.ts";
import { isLoopback } from "./loopback.ts";
import { type Part, Refused } from "./server.ts";

type Parts = {
  /** What we count ourselves, in the same format. */
  figures: readonly Figures[];
  /** Where the server listens. */
  host: string;
  /** Who reads has to bring it along. Without one only this machine may read. */
  token: string | undefined;
};

/** A `Registry`, or what gives the same text. */
export type Figures = { metrics(): Promise<string> };

export function createMetrics({ figures, host, token }: Parts): Part {
  return {
    mount(server, during) {
      // Whoever reaches the server could read them, so without a token they are not there at all.
      if (token === undefined && !isLoopback(host)) return;
      server.get(
        "/metrics",
        during(async (request, response) => {
          response.header("Cache-Control", "no-store");
          if (token === undefined) refuseFromElsewhere(request);
          else if (!hasToken(request, token)) {
            response.header("WWW-Authenticate", 'Bearer realm="metrics"');
            throw new Refused(401, "Unauthorized", "bring METRICS_TOKEN along, as: Authorization: Bearer <token>");
          }
          const process = await loadProcessMetrics();
          const texts = await Promise.all([...figures, process].map((one) => one.metrics()));
          const text = texts.filter(Boolean).join("\n");
          response.writeHead(200, { "Content-Type": process.contentType, "Content-Length": Buffer.byteLength(text) });
          response.end(text);
        }),
      );
    },
  };
}

let collected: Promise<Registry> | undefined;

/** Watching the process goes on until it ends and cannot be undone: once for all servers in it, and not before somebody reads. */
function loadProcessMetrics(): Promise<Registry> {
  collected ??= startProcessMetrics();
  return collected;
}

async function startProcessMetrics(): Promise<Registry> {
  // A tenth of a second that a start need not wait for.
  const { collectDefaultMetrics, Registry } = await import("prom-client");
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register;
}

function hasToken(request: Request, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(request.header("authorization") ?? "")?.[1] ?? "";
  // Hashes have one length, and comparing them takes one time.
  return timingSafeEqual(hashText(given), hashText(token));
}

function hashText(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Pages name their origin, and no page has a business here. */
function refuseFromElsewhere(request: Request): void {
  if (request.header("origin") !== undefined || !isLocalRequest(request))
    throw new Refused(403, "Forbidden", "without METRICS_TOKEN only this machine may read the figures");
}
