/** `GET /metrics`: figures about the process and what it counts, in the text format of Prometheus. None is about a person. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Registry } from "prom-client";
import type { Request } from "restify";
import { isLoopback, namesThisMachine } from "./config.ts";
import { type Part, Refused } from "./server.ts";

type Parts = {
  /** What we count ourselves; nothing where there is nothing to count. */
  register: Registry | undefined;
  /** Where the server listens. */
  host: string;
  /** Who reads has to bring it along. Without one only this machine may read. */
  token: string | undefined;
};

export function metrics({ register, host, token }: Parts): Part {
  return {
    mount(server, during) {
      // Whoever reaches the server could read them, so without a token they are not there at all.
      if (token === undefined && !isLoopback(host)) return;
      server.get(
        "/metrics",
        during(async (request, response) => {
          response.header("Cache-Control", "no-store");
          if (token === undefined) refuseFromElsewhere(request);
          else if (!brings(request, token)) {
            response.header("WWW-Authenticate", 'Bearer realm="metrics"');
            throw new Refused(401, "Unauthorized", "bring METRICS_TOKEN along, as: Authorization: Bearer <token>");
          }
          const process = await ofProcess();
          const text = [await register?.metrics(), await process.metrics()].filter(Boolean).join("\n");
          response.writeHead(200, { "Content-Type": process.contentType, "Content-Length": Buffer.byteLength(text) });
          response.end(text);
        }),
      );
    },
  };
}

let collected: Promise<Registry> | undefined;

/** Watching the process goes on until it ends and cannot be undone: once for all servers in it, and not before somebody reads. */
function ofProcess(): Promise<Registry> {
  collected ??= collect();
  return collected;
}

async function collect(): Promise<Registry> {
  // A tenth of a second that a start need not wait for.
  const { collectDefaultMetrics, Registry } = await import("prom-client");
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register;
}

function brings(request: Request, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(request.header("authorization") ?? "")?.[1] ?? "";
  // Hashes have one length, and comparing them takes one time.
  return timingSafeEqual(hashOf(given), hashOf(token));
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** What proxies add, and "origin", which pages add. One that adds nothing cannot be told from this machine. */
const ofProxies = /^(?:forwarded|via|origin|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-.*)$/;

/** A web page whose name was made to point at this machine, and a proxy that passes on what comes from others, both show in the headers. */
function refuseFromElsewhere(request: Request): void {
  const passedOn = Object.keys(request.headers).some((header) => ofProxies.test(header));
  if (passedOn || !namesThisMachine(request.header("host")))
    throw new Refused(403, "Forbidden", "without METRICS_TOKEN only this machine may read the figures");
}
