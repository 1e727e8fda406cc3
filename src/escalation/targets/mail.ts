/** Sends a ticket as an e-mail: as text and HTML to read, as a page to keep, and as JSON to process. */
import type { Transporter } from "nodemailer";
import type { Log } from "../../log.ts";
import { renderTicket } from "../../tickets/renderTicket.ts";
import type { TicketPackage } from "../../tickets/ticketPackage.ts";
import { buildMailHeaders } from "./mailHeaders.ts";
import type { MailSettings } from "./mailSettings.ts";
import { DeliveryFailed, readCode, type Target } from "./target.ts";

/** One for each step, each shorter than the default of DELIVERY_TIMEOUT_SECONDS. */
const timeouts = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

export function openMail({ server, from, to, redaction }: MailSettings, log: Log): Target {
  const place = `${server.host}:${server.port}`;
  let transport: Promise<Transporter> | undefined;
  return {
    id: "mail",
    redaction,
    async deliver(ticket, key, signal) {
      transport ??= openTransport(server);
      const [open, { renderTicketPage }] = await Promise.all([transport, import("../../tickets/ticketPage.ts")]);
      const page = renderTicketPage(ticket);
      try {
        const sent = await open.sendMail({
          ...buildMailHeaders(ticket, key, from),
          from: { name: "Reconnect", address: from },
          to,
          text: renderTicket(ticket),
          html: page,
          attachments: listAttachments(ticket, page),
          // Texts of a ticket must not make nodemailer read a file of this machine or an address.
          disableFileAccess: true,
          disableUrlAccess: true,
          signal,
        });
        // Not a failure: a retry would reach the other addresses twice.
        const refused = (sent.rejected ?? []).map(String);
        if (refused.length > 0) log.warn({ delivery: key, refused }, "a mail reached only some of MAIL_TO");
      } catch (error) {
        throw describeFailure(place, error);
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
    // The connection does not leave this machine, and local servers seldom have a signed certificate.
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

/** What the server refused, by the step that nodemailer names. */
const refusals: [RegExp, string][] = [
  [/^STARTTLS/, "encryption; see MAIL_SERVER"],
  [/^AUTH/, "the login; see MAIL_SERVER"],
  [/^MAIL FROM/, "the sender; see MAIL_FROM"],
  [/^RCPT TO/, "the recipients; see MAIL_TO"],
  [/^DATA/, "the mail"],
];

/** What went wrong, by nodemailer's own message. Other failures show their code. */
const obstacles: [RegExp, string][] = [
  [/^(?:ETIMEDOUT|EABORT) /, "did not answer in time"],
  [/certificate/i, "has no trusted certificate; see MAIL_SERVER"],
  [/^ETLS /, "offers no encryption; see MAIL_SERVER"],
  [/^E(?:NO)?AUTH /, "offers no login; see MAIL_SERVER"],
];

function describeFailure(place: string, cause: unknown): DeliveryFailed {
  const { code = "", command = "", responseCode, permanent = false, message } = cause as SMTPError;
  if (responseCode !== undefined) {
    const what = refusals.find(([step]) => step.test(command))?.[1] ?? "the connection";
    return new DeliveryFailed(`${place} refused ${what} (${responseCode})`, { forGood: permanent, cause });
  }
  const obstacle = obstacles.find(([sign]) => sign.test(`${code} ${message}`))?.[1];
  const why = obstacle ?? `cannot be reached, or hung up (${readCode(cause) ?? "unknown reason"})`;
  return new DeliveryFailed(`${place} ${why}`, { forGood: false, cause });
}

/** The fields of nodemailer's errors that we read. */
type SMTPError = Error & { code?: string; command?: string; responseCode?: number; permanent?: boolean };
