/** Sessions of technicians: a random value in an HttpOnly cookie, stored as a hash. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Request, Response } from "restify";
import type { Technician } from "../../desk/desk.ts";
import { isSecure } from "../../http/browserCookie.ts";
import type { Store } from "../../store/store.ts";
import type { Way } from "./ways/ways.ts";

const NAME = "reconnect_desk";
/** The way of sign-in, a random value, and a seal: an HMAC of the value, keyed with the way's anchor. */
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=(([a-z]{1,20})\\.([\\w-]{43})\\.([\\w-]{43}))(?=;|$)`, "g");
const GOOD_FOR_S = 12 * 3_600;

/** `id` is a hash, so the cookie cannot be derived from it. */
export type Session = { id: string; technician: Technician; way: Way; expiresAt: Date };

export type Sessions = {
  /** Throws `Refused` when the session's way does not admit the request. */
  find(request: Request): Promise<Session | undefined>;
  begin(request: Request, response: Response, way: Way, technician: string): Promise<void>;
  end(request: Request, response: Response): Promise<void>;
};

type Parts = {
  store: Pick<Store, "sessions">;
  ways: readonly Way[];
  now: () => Date;
};

export function createSessions({ store, ways, now }: Parts): Sessions {
  async function findSession({ cookie, wayId, value, seal }: SessionCookie): Promise<Session | undefined> {
    const way = ways.find(({ id }) => id === wayId);
    const id = hash(cookie);
    const stored = way && (await store.sessions.find(id));
    if (!stored || Date.parse(stored.expiresAt) <= now().getTime()) return undefined;
    if (seal !== makeSeal(way, stored.technician, value)) return undefined;
    return { id, technician: { name: stored.technician }, way, expiresAt: new Date(stored.expiresAt) };
  }

  return {
    async find(request) {
      // Another server on the same host name may have set a cookie of this name, and it must not hide ours.
      for (const cookie of readCookies(request)) {
        const session = await findSession(cookie);
        if (!session) continue;
        session.way.admit(request);
        return session;
      }
      return undefined;
    },
    async begin(request, response, way, technician) {
      const value = randomBytes(32).toString("base64url");
      const cookie = `${way.id}.${value}.${makeSeal(way, technician, value)}`;
      const madeAt = now().toISOString();
      const expiresAt = new Date(now().getTime() + GOOD_FOR_S * 1_000).toISOString();
      // Where names are free, two people of one name would act as one. With tokens it is the same person.
      if (way.namesAreFree) await store.sessions.endAll(technician);
      await store.sessions.add({ id: hash(cookie), technician, madeAt, expiresAt }, madeAt);
      setCookie(request, response, cookie, GOOD_FOR_S);
    },
    async end(request, response) {
      for (const { cookie } of readCookies(request)) await store.sessions.end(hash(cookie));
      setCookie(request, response, "", 0);
    },
  };
}

type SessionCookie = { cookie: string; wayId: string; value: string; seal: string };

const MOST_COOKIES = 5;

function readCookies(request: Request): SessionCookie[] {
  const matches = [...(request.header("cookie") ?? "").matchAll(COOKIE)].slice(0, MOST_COOKIES);
  return matches.map(([, cookie = "", wayId = "", value = "", seal = ""]) => ({ cookie, wayId, value, seal }));
}

function setCookie(request: Request, response: Response, value: string, seconds: number): void {
  const secure = isSecure(request) ? "; Secure" : "";
  response.header("Set-Cookie", `${NAME}=${value}; Path=/desk; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`);
}

function makeSeal(way: Way, technician: string, value: string): string | undefined {
  const anchor = way.findAnchor(technician);
  return anchor === undefined ? undefined : createHmac("sha256", anchor).update(value).digest("base64url");
}

function hash(cookie: string): string {
  return createHash("sha256").update(cookie).digest("base64url");
}
