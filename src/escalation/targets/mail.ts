/** Sends a ticket as an e-mail: as text and HTML to read, as a page to keep, and as JSON to process. */
import type { Transporter } from "nodemailer";
import type { Log } from "../../log.ts";
import { renderTicket } from "../../tickets/renderTicket.ts";
import type { TicketPackage } from "../../tickets/ticketPackage.ts";
import { buildMailHeaders } from "./mailHeaders.ts";
import type { MailSettings } from "./mailSettings.ts";
import { describeFailure, openTransport } from "./smtp.ts";
import type { Target } from "./target.ts";

export function openMail({ server, from, to, redaction }: MailSettings, log: Log): Target {
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
        throw describeFailure(server, error, "the recipients; see MAIL_TO");
      }
    },
  };
}

function listAttachments(ticket: TicketPackage, page: string) {
  const name = ticket.reference.replace(/[^\w-]/g, "_");
  return [
    { filename: `${name}.html`, content: page, contentType: "text/html; charset=utf-8" },
    { filename: `${name}.json`, content: JSON.stringify(ticket, null, 2), contentType: "application/json" },
  ];
}
