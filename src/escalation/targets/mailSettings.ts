/** The mail server, the sender, and the addresses that receive each ticket. */
import * as z from "zod";
import { isLoopbackUrl } from "../../http/loopback.ts";
import { defineSettings, findMissing } from "../../settings/group.ts";
import { splitList } from "../../settings/schemas.ts";
import { publicSetting } from "../../settings/setting.ts";
import type { Redaction } from "../redact.ts";
import { redactionSetting } from "../redactionSetting.ts";

export type MailSettings = {
  server: {
    host: string;
    port: number;
    /** "at-once": from the first byte. "asked-for": by STARTTLS, and no mail without it. "never": only to this machine. */
    encryption: "at-once" | "asked-for" | "never";
    login: { user: string; pass: string } | undefined;
  };
  from: string;
  /** Without addresses, no tickets go out by mail. */
  to: string[];
  redaction: Redaction;
};

const mailServer =
  "smtp:// or smtps://, a login where it wants one, and the server, such as smtp://reconnect:PASSWORD@mail.example.org:587";

export const mailSettings = defineSettings({
  variables: {
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
    MAIL_REDACT: publicSetting(redactionSetting("people,hosts")),
  },
  read: (data): MailSettings | undefined => {
    const server = data.MAIL_SERVER === undefined ? undefined : readServer(data.MAIL_SERVER);
    return server && data.MAIL_FROM
      ? { server, from: data.MAIL_FROM, to: data.MAIL_TO ?? [], redaction: data.MAIL_REDACT }
      : undefined;
  },
  contradictions: (given) =>
    findMissing(given, {
      MAIL_SERVER: { MAIL_FROM: "the sender's address" },
      MAIL_FROM: { MAIL_SERVER: "the mail server" },
      MAIL_TO: { MAIL_SERVER: "the mail server", MAIL_FROM: "the sender's address" },
    }),
});

function isMailbox(text: string): boolean {
  return /^[^\s@<>()[\]\\,;:"]{1,64}@[\w-]+(\.[\w-]+)*$/.test(text);
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
    // The login contains a bare percent sign, which has to be written as %25.
    return undefined;
  }
}
