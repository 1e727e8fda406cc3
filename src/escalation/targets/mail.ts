/** Sends a ticket as an e-mail: to read at once as text or HTML, to keep as a page, to process as JSON. */
import type { Transporter } from "nodemailer";
import type { Log } from "../../log.ts";
import { renderTicket } from "../../tickets/renderTicket.ts";
import type { TicketPackage } from "../../tickets/ticketPackage.ts";
import { mailHeaders } from "./mailHeaders.ts";
import type { MailSettings } from "./mailSettings.ts";
import { DeliveryFailed, readCode, type Target } from "./target.ts";

/** Each for its own step, and shorter than what the outbox gives the whole. */
const timeouts = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

export function mail({ server, from, to, redaction }: MailSettings, log: Log): Target {
  const place = `${server.host}:${server.port}`;
  let transport: Promise<Transporter> | undefined;
  return {
    id: "mail",
    redaction,
    async deliver(ticket, key, signal) {
      transport ??= openTransport(server);
      const [open, { ticketPage }] = await Promise.all([transport, import("../../tickets/ticketPage.ts")]);
      const page = ticketPage(ticket);
      try {
        const sent = await open.sendMail({
          ...mailHeaders(ticket, key, from),
          from: { name: "Reconnect", address: from },
          to,
          text: renderTicket(ticket),
          html: page,
          attachments: listAttachments(ticket, page),
          // A ticket is only words: none of them may name a file of this machine or an address to read from.
          disableFileAccess: true,
          disableUrlAccess: true,
          signal,
        });
        // Sent again, it would reach the others twice.
        const refused = (sent.rejected ?? []).map(String);
        if (refused.length > 0) log.warn({ delivery: key, refused }, "a mail reached only some of MAIL_TO");
      } catch (error) {
        throw failed(place, error);
      }
    },
  };
}

async function openTransport({ host, port, encryption, login }: MailSettings["server"]): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    host,
    port,
    secure: encryption === "at-once",
    requireTLS: encryption === "asked-for",
    // On this machine nobody listens on the way, and its own server seldom has a certificate that anybody signed.
    ignoreTLS: encryption === "never",
    ...(login && { auth: login, forceAuth: true }),
    ...timeouts,
  });
}

function listAttachments(ticket: TicketPackage, page: string) {
  const name = ticket.reference.replace(/[^\w-]/g, "_");
  return [
    { filename: `${name}.html`, content: page, contentType: "text/html; charset=utf-8" },
    { filename: `${name}.json`, content: JSON.stringify(ticket, null, 2), contentType: "application/json" },
  ];
}

/** By the step at which the server refused, as nodemailer names it. */
const refusals: [RegExp, string][] = [
  [/^STARTTLS/, "encryption; see MAIL_SERVER"],
  [/^AUTH/, "the login; see MAIL_SERVER"],
  [/^MAIL FROM/, "the sender; see MAIL_FROM"],
  [/^RCPT TO/, "the recipients; see MAIL_TO"],
  [/^DATA/, "the mail"],
];

/** By what nodemailer says itself; the rest is named by its code. */
const obstacles: [RegExp, string][] = [
  [/^(?:ETIMEDOUT|EABORT) /, "did not answer in time"],
  [/certificate/i, "shows no certificate that can be trusted; see MAIL_SERVER"],
  [/^ETLS /, "offers no encryption; see MAIL_SERVER"],
  [/^E(?:NO)?AUTH /, "offers no login; see MAIL_SERVER"],
];

function failed(place: string, cause: unknown): DeliveryFailed {
  const { code = "", command = "", responseCode, permanent = false, message } = cause as SMTPError;
  if (responseCode !== undefined) {
    const what = refusals.find(([step]) => step.test(command))?.[1] ?? "to talk";
    return new DeliveryFailed(`${place} refused ${what} (${responseCode})`, { forGood: permanent, cause });
  }
  const found = obstacles.find(([sign]) => sign.test(`${code} ${message}`))?.[1];
  const why = found ?? `cannot be reached, or hung up (${readCode(cause) ?? "unknown why"})`;
  return new DeliveryFailed(`${place} ${why}`, { forGood: false, cause });
}

/** Nodemailer's errors, as far as they are looked at. */
type SMTPError = Error & { code?: string; command?: string; responseCode?: number; permanent?: boolean };
