/** The connection to the mail server, and what its refusals mean. */
import type { Transporter } from "nodemailer";
import type { MailSettings } from "./mailSettings.ts";
import { DeliveryFailed, readCode } from "./target.ts";

/** One for each step, each shorter than the default of DELIVERY_TIMEOUT_SECONDS. */
const timeouts = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

export async function openTransport({ host, port, encryption, login }: MailSettings["server"]): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    host,
    port,
    secure: encryption === "at-once",
    requireTLS: encryption === "asked-for",
    // The connection does not leave this machine, and local servers seldom have a signed certificate.
    ignoreTLS: encryption === "never",
    ...(login && { auth: login, forceAuth: true }),
    ...timeouts,
  });
}

/** What the server refused, by the step that nodemailer names. */
const refusals: [RegExp, string][] = [
  [/^STARTTLS/, "encryption; see MAIL_SERVER"],
  [/^AUTH/, "the login; see MAIL_SERVER"],
  [/^MAIL FROM/, "the sender; see MAIL_FROM"],
  [/^DATA/, "the mail"],
];

/** What went wrong, by nodemailer's own message. Other failures show their code. */
const obstacles: [RegExp, string][] = [
  [/^(?:ETIMEDOUT|EABORT) /, "did not answer in time"],
  [/certificate/i, "has no trusted certificate; see MAIL_SERVER"],
  [/^ETLS /, "offers no encryption; see MAIL_SERVER"],
  [/^E(?:NO)?AUTH /, "offers no login; see MAIL_SERVER"],
];

/** `recipients` names the recipients without their addresses. */
export function describeFailure(
  { host, port }: MailSettings["server"],
  cause: unknown,
  recipients: string,
): DeliveryFailed {
  const place = `${host}:${port}`;
  const { code = "", command = "", responseCode, permanent = false, message } = cause as SMTPError;
  if (responseCode !== undefined) {
    const isRecipient = /^RCPT TO/.test(command);
    const what = isRecipient ? recipients : (refusals.find(([step]) => step.test(command))?.[1] ?? "the connection");
    return new DeliveryFailed(`${place} refused ${what} (${responseCode})`, { forGood: permanent, cause });
  }
  const obstacle = obstacles.find(([sign]) => sign.test(`${code} ${message}`))?.[1];
  const why = obstacle ?? `cannot be reached, or hung up (${readCode(cause) ?? "unknown reason"})`;
  return new DeliveryFailed(`${place} ${why}`, { forGood: false, cause });
}

/** The fields of nodemailer's errors that we read. */
type SMTPError = Error & { code?: string; command?: string; responseCode?: number; permanent?: boolean };
