/** Tells requests from this machine apart from others, as far as the headers show it. */
import type { Request } from "restify";
import { isLoopbackHost } from "./loopback.ts";

/** Headers that proxies add. A proxy that adds none cannot be told apart from this machine. */
const proxyHeader = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-.*)$/;

/** The headers give away a proxy that forwards others' requests, and a web page whose host name resolves to this machine. */
export function isLocalRequest(request: Request): boolean {
  return (
    !Object.keys(request.headers).some((header) => proxyHeader.test(header)) && isLoopbackHost(request.header("host"))
  );
}
