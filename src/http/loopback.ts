/** What is this machine and nobody else. */
import { isIPv4 } from "node:net";

/** Whether only this machine reaches a server that is bound to `host`. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

/** Whether an address leads to this machine. Those of IPv6 stand in brackets there. */
export function isLoopbackUrl({ hostname }: URL): boolean {
  return isLoopback(hostname.replace(/^\[|\]$/g, ""));
}

/** Whether a request with this Host header asks for this machine by a name of its own. A web page whose name was made to point here sends its own. */
export function isLoopbackHost(hostHeader = ""): boolean {
  const url = URL.parse(`http://${hostHeader}`);
  return url !== null && isLoopbackUrl(url);
}
