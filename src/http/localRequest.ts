/** Whether a request comes from this machine itself, as far as its headers can show that. */
import type { Request } from "restify";
import { isLoopbackHost } from "./loopback.ts";

/** What proxies add. One that adds nothing cannot be told from this machine. */
const proxyHeader = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-.*)$/;

/** A web page whose name was made to point at this machine, and a proxy that passes on what comes from others, both show in the headers. */
export function isLocalRequest(request: Request): boolean {
  return (
    !Object.keys(request.headers).some((header) => proxyHeader.test(header)) && isLoopbackHost(request.header("host"))
  );
}
