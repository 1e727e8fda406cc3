/** The pages of other sites that may talk to this server, because an administrator lists their origins. */
import type { Request } from "restify";
import type { Log } from "../log.ts";
import { isOwnOrigin } from "./origins.ts";
import { Refused } from "./server.ts";

/** The setting that lists the pages of other sites. Refusals name it. */
export const embedSetting = "EMBED_ORIGINS";

const wildcard = /^(https?):\/\/\*\.((?:[a-z\d-]+\.)+[a-z\d-]+)(:\d+)?$/;

/** Whether a text is an origin, such as https://help.example.org, or stands for many, such as https://*.example.org. */
export function isListable(text: string): boolean {
  return wildcard.test(text.toLowerCase()) || normalizeOrigin(text) === text.toLowerCase().replace(/\/$/, "");
}

/** The origin in the form in which browsers send it. Undefined if the text is not an origin. */
function normalizeOrigin(text: string): string | undefined {
  const url = URL.parse(text);
  const isPlain = url?.pathname === "/" && !text.includes("*");
  return url && isPlain && ["http:", "https:"].includes(url.protocol) ? url.origin : undefined;
}

/** Anyone can send any origin. */
const mostLogged = 100;

/** Which pages may use a token: the one that asked for it, and those that a site's server trusts. */
export type BoundToPages = { origin?: string | undefined; site?: { trusted: readonly string[] | "listed" } };

/** The origins that an administrator lists. */
export class ListedOrigins {
  readonly #exact = new Set<string>();
  readonly #wildcards: { protocol: string; suffix: string; port: string }[] = [];
  readonly #log: Pick<Log, "warn"> | undefined;
  readonly #refused = new Set<string>();

  /** `entries` are listable. */
  constructor(entries: readonly string[], log?: Pick<Log, "warn">) {
    this.#log = log;
    for (const entry of entries) {
      const [, protocol, suffix, port = ""] = wildcard.exec(entry.toLowerCase()) ?? [];
      if (protocol && suffix)
        this.#wildcards.push({ protocol: `${protocol}:`, suffix: `.${suffix}`, port: port.slice(1) });
      else this.#exact.add(normalizeOrigin(entry) ?? entry);
    }
  }

  has(origin: string): boolean {
    if (this.#exact.has(origin)) return true;
    const url = URL.parse(origin);
    return (
      url?.origin === origin &&
      this.#wildcards.some(
        ({ protocol, suffix, port }) => url.protocol === protocol && url.port === port && url.hostname.endsWith(suffix),
      )
    );
  }

  /** Whether a page of this origin may talk to the server under that host name. */
  admits(origin: string, host: string): boolean {
    return isOwnOrigin(origin, host) || this.has(origin);
  }

  /** The origin that a new token is bound to; undefined for a program, which sends none. Throws `Refused` for an unlisted page. */
  require(request: Request): string | undefined {
    const origin = request.header("origin");
    if (origin === undefined || this.admits(origin, request.header("host") ?? "")) return origin;
    throw this.refuse(request, origin);
  }

  /** Throws `Refused` when a page uses a token that was made for others. Browsers send no origin for same-origin reads. */
  check({ origin, host = "" }: { origin?: string | undefined; host?: string | undefined }, bound: BoundToPages): void {
    if (origin === undefined || origin === bound.origin) return;
    const { trusted = [] } = bound.site ?? {};
    if (trusted === "listed" ? this.admits(origin, host) : trusted.includes(origin)) return;
    throw new Refused(403, "OriginNotTrusted", "this token was issued for another page");
  }

  /** Logs each unlisted origin once, with the setting that would admit it. */
  refuse(request: Request, origin: string): Refused {
    const [page, host] = [origin.slice(0, 200), (request.header("host") ?? "").slice(0, 200)];
    if (!this.#refused.has(page) && this.#refused.size < mostLogged) {
      this.#refused.add(page);
      this.#log?.warn(
        { origin: page, setting: embedSetting },
        `a page was refused; list its origin in ${embedSetting} to admit it`,
      );
    }
    const words = `a page of ${page} may not talk to ${host}; its administrator can list it in ${embedSetting}, or, if a proxy is in between, let it forward the Host header`;
    return new Refused(403, "OriginNotTrusted", words);
  }
}
