/** A local token issuer in place of Bot Framework or an Entra tenant. It publishes its keys at the real issuer's address. */
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import nock from "nock";

export type LocalIssuer = Awaited<ReturnType<typeof createIssuer>>;

export const botFramework = {
  issuer: "https://api.botframework.com",
  metadata: "https://login.botframework.com/v1/.well-known/openidconfiguration",
};

export function tenant(id: string) {
  const issuer = `https://login.microsoftonline.com/${id}/v2.0`;
  return { issuer, metadata: `${issuer}/.well-known/openid-configuration` };
}

type Place = { issuer: string; metadata: string };
type Wish = {
  claims?: Record<string, unknown>;
  header?: { alg?: string; kid?: string | undefined };
  key?: CryptoKey | Uint8Array;
};

/** `endorsements`: the channels that the published key is valid for; without it, the key has no endorsements. */
export async function createIssuer({ issuer, metadata }: Place, endorsements: readonly string[] = ["msteams"]) {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const published: JWK = { ...(await exportJWK(publicKey)), kid: "k1", use: "sig" };
  const keys = `${new URL(metadata).origin}/keys`;
  return {
    publicKey,
    /** Serves each of the two documents once, or `times`. */
    publish(times = 1) {
      const { origin, pathname } = new URL(metadata);
      nock(origin).get(pathname).times(times).reply(200, { issuer, jwks_uri: keys });
      nock(origin)
        .get("/keys")
        .times(times)
        .reply(200, {
          keys: [
            { kid: "ec", kty: "EC" },
            { ...published, ...(endorsements.length > 0 && { endorsements }) },
          ],
        });
    },
    /** A valid token by default; options change it. An undefined claim is left out. */
    async token({ claims = {}, header = {}, key = privateKey }: Wish = {}): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      const all = { iss: issuer, nbf: now - 60, exp: now + 3_600, ...claims };
      return new SignJWT(JSON.parse(JSON.stringify(all)))
        .setProtectedHeader(JSON.parse(JSON.stringify({ alg: "RS256", typ: "JWT", kid: "k1", ...header })))
        .sign(key);
    },
  };
}
