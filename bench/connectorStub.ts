/** A stub of the channel that a bot answers. It accepts every activity as cheaply as possible. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const body = Buffer.from('{"id":"r"}');
const headers = { "content-type": "application/json", "content-length": body.length };

export type ConnectorStub = { url: string; close(): void };

export async function startConnectorStub(): Promise<ConnectorStub> {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(200, headers).end(body));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
