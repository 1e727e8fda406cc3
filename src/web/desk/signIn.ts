/** Chooses how technicians sign in: by tokens if DESK_TOKENS is set, otherwise by links on the machine that runs the server. */
import { isLoopback } from "../../http/loopback.ts";
import type { DeskToken } from "./settings.ts";
import { LinkWay } from "./ways/link.ts";
import { createTokenWay } from "./ways/token.ts";
import type { Way } from "./ways/ways.ts";

export type SignIn = {
  /** Empty when the server has no desk. */
  ways: readonly Way[];
  link: LinkWay | undefined;
  /** The path of a new one-time link; undefined where technicians do not sign in by links. */
  newLink(): string | undefined;
};

/** The log shows this when the server has no desk. */
export const deskOffMessage =
  "the technicians' desk is off; to open it at /desk, set DESK_TOKENS to a list of names and secrets, or set HOST to 127.0.0.1 for a desk on this machine only";

/** Whether the settings allow any way to sign in. */
export function canSignIn({ host, tokens }: Omit<Parts, "now">): boolean {
  return tokens.length > 0 || isLoopback(host);
}

type Parts = { host: string; tokens: readonly DeskToken[]; now: () => Date };

export function createSignIn({ host, tokens, now }: Parts): SignIn {
  const byToken = tokens.length > 0 ? createTokenWay(tokens, now) : undefined;
  const link = !byToken && isLoopback(host) ? new LinkWay(now) : undefined;
  return { ways: [byToken, link].filter((way) => way !== undefined), link, newLink: () => link?.newLink() };
}
