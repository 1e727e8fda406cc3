/** Where tickets are sent besides the desk. */
import * as z from "zod";
import { isLoopbackUrl } from "../http/loopback.ts";
import { defineSettings, type Given, type WrongSetting } from "../settings/group.ts";
import { secret, splitList } from "../settings/schemas.ts";
import { publicSetting } from "../settings/setting.ts";
import type { Redaction } from "./redact.ts";

export type WebhookSettings = { url: string; key: Buffer; redaction: Redaction };

export type MailSettings = {
  server: {
    host: string;
    port: number;
    /** "at-once": from the first byte; "asked-for": by STARTTLS or not at all; "never": to this machine only. */
    encryption: "at-once" | "asked-for" | "never";
    login: { user: string; pass: string } | undefined;
  };
  from: string;
  to: string[];
  redaction: Redaction;
};

export type TargetSettings = {
  /** Undefined: nothing is sent there. */
  webhook: WebhookSettings | undefined;
  /** Undefined: nothing is sent there. */
  mail: MailSettings | undefined;
  /** How long one attempt to deliver may take. */
  attemptMs: number;
};

const receiver =
  "an https address without a login (http only on this machine), such as https://desk.example.org/reconnect";
const mailServer =
  "smtp:// or smtps://, a login where it wants one, and the server, such as smtp://reconnect:PASSWORD@mail.example.org:587";
const signingSecret = "at least 24 characters, or whsec_ and 24 to 64 bytes in base64";

/** What is hidden of a hand-over where nothing is set is `otherwise`. */
export const redactionOr = (otherwise: string) =>
  z
    .string()
    .default(otherwise)
    .transform(splitList)
    .refine(
      (names) => names.every((name) => name === "people" || name === "hosts") || names.join() === "none",
      "people, hosts, both separated by a comma, or none",
    )
    .transform((names): Redaction => ({ people: names.includes("people"), hosts: names.includes("hosts") }));

const MOST_SECONDS = 600;

const seconds = z
  .string()
  .refine(
    (text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= MOST_SECONDS,
    `a whole number of seconds from 1 to ${MOST_SECONDS}`,
  )
  .transform(Number);

const variables = {
  WEBHOOK_URL: z
    .string()
    .refine((text) => isReceiver(URL.parse(text)), receiver)
    .optional(),
  WEBHOOK_SECRET: secret
    .min(24, signingSecret)
    .refine((text) => !text.startsWith("whsec_") || parseKey(text) !== undefined, signingSecret)
    .optional(),
  WEBHOOK_REDACT: publicSetting(redactionOr("people,hosts")),
  MAIL_SERVER: z
    .string()
    .refine((text) => readServer(text) !== undefined, mailServer)
    .optional(),
  MAIL_FROM: z.string().refine(isMailbox, "one address without a name, such as reconnect@example.org").optional(),
  MAIL_TO: z
    .string()
    .transform(splitList)
    .refine(
      (all) => all.length <= 20 && all.every(isMailbox) && all.length > 0,
      "up to 20 addresses, separated by commas",
    )
    .optional(),
  MAIL_REDACT: publicSetting(redactionOr("people,hosts")),
  DELIVERY_TIMEOUT_SECONDS: publicSetting(seconds.default(30)),
};

type Name = keyof typeof variables;

export const targetSettings = defineSettings({ variables, read: readTargets, contradictions: findMissing });

/** Settings that need one another. */
const together: Partial<Record<Name, Partial<Record<Name, string>>>> = {
  WEBHOOK_URL: { WEBHOOK_SECRET: "the secret by which the receiver knows us" },
  WEBHOOK_SECRET: { WEBHOOK_URL: "the address that the secret is for" },
  MAIL_SERVER: { MAIL_FROM: "the address that mails come from", MAIL_TO: "the addresses that mails go to" },
  MAIL_FROM: { MAIL_SERVER: "the server that takes mails" },
  MAIL_TO: { MAIL_SERVER: "the server that takes mails" },
};

/** Values that are right by themselves and lack another one. */
function findMissing(given: Given): WrongSetting[] {
  const wrong = new Map<Name, string>();
  for (const [name, others] of Object.entries(together))
    for (const [other, what] of Object.entries(others))
      if (given[name] && !given[other]) wrong.set(other as Name, `${what}, because ${name} is set`);
  return [...wrong].map(([name, expected]) => ({ name, expected }));
}

function readTargets(data: z.infer<z.ZodObject<typeof variables>>): TargetSettings {
  const key = data.WEBHOOK_SECRET === undefined ? undefined : parseKey(data.WEBHOOK_SECRET);
  const server = data.MAIL_SERVER === undefined ? undefined : readServer(data.MAIL_SERVER);
  return {
    webhook: data.WEBHOOK_URL && key ? { url: data.WEBHOOK_URL, key, redaction: data.WEBHOOK_REDACT } : undefined,
    mail:
      server && data.MAIL_FROM && data.MAIL_TO
        ? { server, from: data.MAIL_FROM, to: data.MAIL_TO, redaction: data.MAIL_REDACT }
        : undefined,
    attemptMs: data.DELIVERY_TIMEOUT_SECONDS * 1_000,
  };
}

function isMailbox(text: string): boolean {
  return /^[^\s@<>()[\]\\,;:"]{1,64}@[\w-]+(\.[\w-]+)*$/.test(text);
}

// What is sent there is a person's words, so nobody on the way may read them.
function isReceiver(url: URL | null): boolean {
  if (!url || url.username || url.password || url.hash) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackUrl(url));
}

/** The form of Standard Webhooks says so itself; any other is taken as it is. */
function parseKey(text: string): Buffer | undefined {
  if (!text.startsWith("whsec_")) return Buffer.from(text);
  const encoded = text.slice("whsec_".length);
  const key = Buffer.from(encoded, "base64");
  const isWhole =
    /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) && key.toString("base64").replace(/=+$/, "") === encoded.replace(/=+$/, "");
  return isWhole && key.length >= 24 && key.length <= 64 ? key : undefined;
}

function readServer(text: string): MailSettings["server"] | undefined {
  const url = URL.parse(text);
  const isServer = url?.hostname && /^smtps?:$/.test(url.protocol) && /^\/?$/.test(url.pathname);
  if (!url || !isServer || url.search || url.hash || Boolean(url.username) !== Boolean(url.password)) return;
  const [user, pass] = [decodePart(url.username), decodePart(url.password)];
  if (user === undefined || pass === undefined) return;
  const atOnce = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || (atOnce ? 465 : 587),
    encryption: atOnce ? "at-once" : isLoopbackUrl(url) ? "never" : "asked-for",
    login: user ? { user, pass } : undefined,
  };
}

function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign, which a password in an address has to write as %25.
    return undefined;
  }
}
