/**
 * Receives tickets from Reconnect and believes only those that Reconnect signed. Node 20 or newer, nothing else needed:
 *
 *     WEBHOOK_SECRET=whsec_... PORT=8080 node verify-webhook.mjs
 *
 * In a program of your own take `verified`; for other languages see https://www.standardwebhooks.com.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const TOLERANCE_SECONDS = 300;
const MOST_BYTES = 16 * 1024 * 1024;

/** The message, or undefined when it is not to be believed. `body` has to be the bytes as they came, not JSON written anew. */
export function verified(headers, body, secret, now = Date.now()) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (!id || !/^\d{1,12}$/.test(timestamp ?? "") || !signatures) return undefined;
  // An old one may have been recorded on its way and sent again by somebody else.
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return undefined;
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret);
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
  // There may be several, separated by blanks, while a secret is being changed.
  const isSigned = signatures.split(" ").some((one) => {
    const [version, signature] = one.split(",");
    const given = Buffer.from(signature ?? "", "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return isSigned ? JSON.parse(body.toString("utf8")) : undefined;
}

if (import.meta.main ?? process.argv[1]?.endsWith("verify-webhook.mjs")) {
  const secret = process.env.WEBHOOK_SECRET;
  if (!secret) throw new Error("set WEBHOOK_SECRET to what Reconnect has");
  // In earnest this belongs into a database, and is written together with the ticket.
  const known = new Set();

  const server = createServer(async (request, response) => {
    const chunks = [];
    let size = 0;
    for await (const chunk of request) {
      size += chunk.length;
      if (size > MOST_BYTES) return response.writeHead(413).end();
      chunks.push(chunk);
    }
    const message = verified(request.headers, Buffer.concat(chunks), secret);
    if (!message) return response.writeHead(401).end();

    const id = request.headers["webhook-id"];
    // The same ticket again, because our first answer never arrived: say that all is well, and do nothing.
    if (known.has(id)) return response.writeHead(200).end();
    known.add(id);
    if (message.type === "reconnect.handed-over") {
      const { reference, revision, urgency, openChanges } = message.ticket;
      console.log(JSON.stringify({ id, reference, revision, urgency, openChanges: openChanges.length }));
    }
    response.writeHead(204).end();
  });
  server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
    console.log(`listening at http://127.0.0.1:${server.address().port}`);
  });
}
