/** Lets pages of the listed origins read our answers: cross-origin resource sharing, for the paths that they may use. */
import type { Next, Request, Response, Server } from "restify";
import type { ListedOrigins } from "./listedOrigins.ts";

/** What the official client sends. */
const allowed = {
  methods: "GET, POST",
  headers: "authorization, content-type, x-ms-bot-agent, x-reconnect-identity, x-requested-with",
};
/** Browsers ask again after this many seconds. None keeps it longer than two hours. */
const MAX_AGE_S = 7_200;

/** Answers the preflight requests under `path`, and marks the other answers. Cookies are never sent across origins. */
export function shareAcrossOrigins(server: Server, path: string, origins: ListedOrigins): void {
  server.pre((request: Request, response: Response, next: Next) => {
    const origin = request.header("origin");
    if (origin === undefined || !request.getPath().startsWith(`${path}/`)) return next();
    response.header("Vary", "Origin");
    const isAdmitted = origins.admits(origin, request.header("host") ?? "");
    if (isAdmitted) response.header("Access-Control-Allow-Origin", origin);
    if (request.method !== "OPTIONS") return next();
    if (!isAdmitted) return next(origins.refuse(request, origin));
    response.header("Access-Control-Allow-Methods", allowed.methods);
    response.header("Access-Control-Allow-Headers", allowed.headers);
    response.header("Access-Control-Max-Age", String(MAX_AGE_S));
    response.send(204);
    return next(false);
  });
}
