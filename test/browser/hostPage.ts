/** A page of another site that shows the chat: its own server, on its own origin. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

type Wish = {
  /** Attributes of the script's tag, such as `data-title="Help"`. */
  look?: string;
  policy?: (chat: string) => string;
  body?: string;
};

/** `link(chat)` must be called before a tab opens the page: `chat` is the address of the chat's server. */
export type HostPage = { origin: string; link(chat: string, wish?: Wish): void };

/** `localhost`, because the chat's server is 127.0.0.1: for browsers these are two sites. */
export async function openHostPage(): Promise<HostPage> {
  let html = "";
  let headers: Record<string, string> = {};
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    link(chat, { look = "", policy, body = "<h1>Help for our people</h1><p>How to reach us.</p>" } = {}) {
      headers = policy ? { "content-security-policy": policy(chat) } : {};
      html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Help</title></head><body><main>${body}</main><script src="${chat}/widget.js" async ${look}></script></body></html>`;
    },
  };
}
