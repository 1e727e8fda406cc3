// Node 20 or newer, no packages. Signs who your visitor is, for the chat on your page.
import { createHmac, randomUUID } from "node:crypto";

const encode = (value) => Buffer.from(value).toString("base64url");

/** `user` is the person who is signed in at your site, `origin` that of your page, such as https://help.example.org. */
export function signIdentity(user, origin, secret) {
  const now = Math.floor(Date.now() / 1000);
  const head = encode(JSON.stringify({ alg: "HS256", typ: "JWT" }));
  const claims = {
    sub: user.id,
    name: user.name,
    email: user.email,
    origin,
    jti: randomUUID(),
    iat: now,
    exp: now + 300,
  };
  const body = encode(JSON.stringify(claims));
  const signature = createHmac("sha256", secret).update(`${head}.${body}`).digest("base64url");
  return `${head}.${body}.${signature}`;
}
