/** Mails what technicians answered to a person who was not in the chat. Decides when it goes out what is in the mail. */
import type { Activity } from "botbuilder";
import type { Transporter } from "nodemailer";
import { findAnswerAddress } from "../../dialogs/hearing/mailAddress.ts";
import type { Provenance } from "../../dialogs/wording/cards.ts";
import type { HelpDesk } from "../../dialogs/wording/helpDesk.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import type { StoredLine } from "../store/conversations.ts";
import type { Store } from "../store/store.ts";
import { answerMail, answerNotice, findLatestMail, PAUSE_MS } from "../turn/answerNotice.ts";
import type { Trees } from "../turn/openTurn.ts";
import type { IsThere } from "../turn/presence.ts";
import type { MailSettings } from "./targets/mailSettings.ts";
import { describeFailure, openTransport } from "./targets/smtp.ts";
import { DeliveryFailed, type Receiver } from "./targets/target.ts";
import { type News, writeAnswerMail } from "./writeAnswerMail.ts";

type Parts = {
  mail: MailSettings;
  store: Pick<Store, "cases" | "conversations" | "deliveries">;
  trees: Pick<Trees, "byHash">;
  helpDesk: HelpDesk;
  /** The address of this server, for the link to the chat. */
  publicUrl: string | undefined;
  isThere: IsThere;
  now: () => string;
};

export function createAnswerMail(parts: Parts): Receiver {
  const { mail, store, trees, helpDesk, publicUrl, isThere, now } = parts;
  let transport: Promise<Transporter> | undefined;
  return {
    id: answerMail,
    // Two deliveries of one case would both mail what the other one covers.
    atOnce: 1,
    async deliver(payload, _key, signal) {
      const notice = answerNotice.parse(payload);
      const stored = await store.cases.find(notice.caseId);
      if (!stored) return "not-needed";
      const open = new OpenCase(await trees.byHash(stored.treeHash), stored.history);
      const { reference, told } = open.standing;
      const to = findAnswerAddress(told);
      const lines = await store.conversations.linesOfCase(notice.caseId);
      const [first] = lines;
      if (!reference || !to || !first || isThere(first.conversation)) return "not-needed";
      const latest = await findLatestMail(store.deliveries, reference);
      const news = findNews(open, lines, { from: notice.line, after: latest?.upTo ?? 0 });
      if (!news) return "not-needed";
      waitAfter(latest?.at, now());
      const hasEnded = (await store.conversations.find(first.conversation))?.closedAt != null;
      const message = writeAnswerMail(news, { mail, helpDesk, publicUrl, reference, hasEnded });
      transport ??= openTransport(mail.server);
      try {
        await (await transport).sendMail({
          ...message,
          from: { name: "Reconnect", address: mail.from },
          to,
          disableFileAccess: true,
          disableUrlAccess: true,
          signal,
        });
      } catch (error) {
        throw describeFailure(mail.server, error, "the person's address");
      }
      return { payload: { ...notice, upTo: news.upTo } };
    },
  };
}

/** At most one mail about a case in ten minutes, even if one went out since the delivery was stored. */
function waitAfter(latestAt: string | undefined, now: string): void {
  const waitMs = latestAt === undefined ? 0 : Date.parse(latestAt) + PAUSE_MS - Date.parse(now);
  if (waitMs <= 0) return;
  throw new DeliveryFailed("waits, because a mail about this case went out a few minutes ago", {
    forGood: false,
    waitMs,
  });
}

/**
 * What technicians said from the line `from` on, without what a mail up to the line `after` covers. A person who has written
 * since has seen it.
 */
function findNews(
  { knowledge: { tree }, standing: { handedOver } }: OpenCase,
  lines: readonly StoredLine[],
  { from, after }: { from: string; after: number },
): News | undefined {
  const begins = lines.findIndex(({ id }) => id === from);
  const seen = lines.findLastIndex(({ who }) => who === "person");
  const unseen = lines.slice(Math.max(begins, seen + 1)).filter(({ seq }) => seq > after);
  const answers = unseen.flatMap(({ who, seq, text, activity }) =>
    who === "technician" && text ? [{ seq, by: (activity as Partial<Activity>).from?.name ?? "", text }] : [],
  );
  const { by, resolved } = handedOver?.phase === "resolved" ? handedOver : { by: null, resolved: null };
  const title = tree.causes[resolved?.cause ?? ""]?.title;
  const solution =
    unseen.some(asksWhetherItWorks) && resolved ? { by: by ?? "", title, note: resolved.note } : undefined;
  const last = unseen.at(-1);
  return last && (answers.length > 0 || solution) ? { answers, solution, upTo: last.seq } : undefined;
}

function asksWhetherItWorks({ who, provenance }: StoredLine): boolean {
  return who === "bot" && (provenance as Provenance | null)?.kind === "confirm";
}
