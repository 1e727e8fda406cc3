/** Recognises addresses that only this machine can reach. */
import { isIPv4 } from "node:net";

/** Whether a server bound to `host` is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

/** Whether a URL points to this machine. URLs put IPv6 addresses in brackets. */
export function isLoopbackUrl({ hostname }: URL): boolean {
  return isLoopback(hostname.replace(/^\[|\]$/g, ""));
}

/** Whether the Host header names this machine. A web page whose host name was made to resolve here sends its own name. */
export function isLoopbackHost(hostHeader = ""): boolean {
  const url = URL.parse(`http://${hostHeader}`);
  return url !== null && isLoopbackUrl(url);
}
