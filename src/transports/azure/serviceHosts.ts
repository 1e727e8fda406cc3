/** The hosts that the bot may send replies to. Each reply carries the bot's own token. */
import { isLoopbackUrl } from "../../http/loopback.ts";

/**
 * The services of Azure Bot Service in the public cloud: Teams, Teams for the US government's GCC, and all other channels.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
const microsoftHosts = ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "*.botframework.com"];

type Trust = {
  /** Hosts besides Microsoft's, such as `bot.example.org` or `*.example.org`. */
  more: readonly string[];
  /** Allows loopback without https, where the emulator listens. */
  ownMachine: boolean;
};

export function isTrustedService(serviceUrl: string, { more, ownMachine }: Trust): boolean {
  const url = URL.parse(serviceUrl);
  if (!url) return false;
  if (ownMachine && isLoopbackUrl(url)) return true;
  return (
    url.protocol === "https:" && [...microsoftHosts, ...more].some((pattern) => matchesPattern(url.hostname, pattern))
  );
}

function matchesPattern(host: string, pattern: string): boolean {
  return pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern;
}
