/** Who may sign in at the desk, and how: by tokens where there are some, by links on the machine itself, and else nobody. */
import { isLoopback } from "../../http/loopback.ts";
import type { DeskToken } from "./settings.ts";
import { type LinkWay, linkWay } from "./ways/link.ts";
import { tokenWay } from "./ways/token.ts";
import type { Way } from "./ways/ways.ts";

export type SignIn = {
  /** None: there is no desk. */
  ways: readonly Way[];
  link: LinkWay | undefined;
  /** The path of a new one-time link; undefined where nobody signs in by one. */
  newLink(): string | undefined;
};

/** For the log where there is no desk. */
export const howToOpenTheDesk =
  "there is no technicians' desk: set DESK_TOKENS to a list of names and secrets to open it at /desk, or HOST to 127.0.0.1 for a desk on this machine alone";

/** Whether anybody can. */
export function canSignIn({ host, tokens }: Omit<Parts, "now">): boolean {
  return tokens.length > 0 || isLoopback(host);
}

type Parts = { host: string; tokens: readonly DeskToken[]; now: () => Date };

export function createSignIn({ host, tokens, now }: Parts): SignIn {
  const byToken = tokens.length > 0 ? tokenWay(tokens, now) : undefined;
  const link = !byToken && isLoopback(host) ? linkWay(now) : undefined;
  return { ways: [byToken, link].filter((way) => way !== undefined), link, newLink: () => link?.newLink() };
}
