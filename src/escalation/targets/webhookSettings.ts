/** The address that receives each ticket, and the secret that signs it. */
import * as z from "zod";
import { isLoopbackUrl } from "../../http/loopback.ts";
import { defineSettings, findMissing } from "../../settings/group.ts";
import { secret } from "../../settings/schemas.ts";
import { publicSetting } from "../../settings/setting.ts";
import type { Redaction } from "../redact.ts";
import { redactionSetting } from "../redactionSetting.ts";

export type WebhookSettings = { url: string; key: Buffer; redaction: Redaction };

const receiver =
  "an https address without a login (http only on this machine), such as https://desk.example.org/reconnect";
const signingSecret = "at least 24 characters, or whsec_ and 24 to 64 bytes in base64";

export const webhookSettings = defineSettings({
  variables: {
    WEBHOOK_URL: z
      .string()
      .refine((text) => isReceiver(URL.parse(text)), receiver)
      .optional(),
    WEBHOOK_SECRET: secret
      .min(24, signingSecret)
      .refine((text) => !text.startsWith("whsec_") || parseKey(text) !== undefined, signingSecret)
      .optional(),
    WEBHOOK_REDACT: publicSetting(redactionSetting("people,hosts")),
  },
  read: (data): WebhookSettings | undefined => {
    const key = data.WEBHOOK_SECRET === undefined ? undefined : parseKey(data.WEBHOOK_SECRET);
    return data.WEBHOOK_URL && key ? { url: data.WEBHOOK_URL, key, redaction: data.WEBHOOK_REDACT } : undefined;
  },
  contradictions: (given) =>
    findMissing(given, {
      WEBHOOK_URL: { WEBHOOK_SECRET: "the secret that signs each request" },
      WEBHOOK_SECRET: { WEBHOOK_URL: "the address that the secret is for" },
    }),
});

// A ticket contains a person's words, so it leaves this machine only encrypted.
function isReceiver(url: URL | null): boolean {
  if (!url || url.username || url.password || url.hash) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackUrl(url));
}

/** Secrets of Standard Webhooks have a prefix; any other secret is used as it is. */
function parseKey(text: string): Buffer | undefined {
  if (!text.startsWith("whsec_")) return Buffer.from(text);
  const encoded = text.slice("whsec_".length);
  const key = Buffer.from(encoded, "base64");
  const isWhole =
    /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && key.toString("base64").replace(/=+$/, "") === encoded.replace(/=+$/, "");
  return isWhole && key.length >= 24 && key.length <= 64 ? key : undefined;
}
