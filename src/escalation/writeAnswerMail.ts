/** Writes the mail that brings technicians' answers to a person. */
import type { HelpDesk } from "../../dialogs/wording/helpDesk.ts";
import { wordReach } from "../../dialogs/wording/outlook.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import { indentLines, toPlain } from "../tickets/plainText.ts";
import { makeMessageId } from "./targets/mailHeaders.ts";
import type { MailSettings } from "./targets/mailSettings.ts";

/** The number of its transcript line, the technician, and what they said. */
export type Answer = { seq: number; by: string; text: string };

/** What a technician says about a case that they resolved: the title of the cause if it is one of the tree's, and the note. */
export type Solution = { by: string; title: string | undefined; note: string };

/** What a mail holds. `upTo` is the number of the last line that it covers. */
export type News = { answers: readonly Answer[]; solution: Solution | undefined; upTo: number };

type About = {
  mail: Pick<MailSettings, "from" | "to">;
  helpDesk: HelpDesk;
  publicUrl: string | undefined;
  reference: string;
  /** The person ended the conversation, so no browser opens it any more. */
  hasEnded: boolean;
};

export function writeAnswerMail(news: News, about: About) {
  const { mail, reference } = about;
  const domain = mail.from.slice(mail.from.lastIndexOf("@") + 1);
  const thread = makeMessageId(`${reference}-answers`, domain);
  const { solution, answers, upTo } = news;
  const by = toPlain(solution?.by ?? answers.at(-1)?.by ?? "");
  return {
    subject: sentence(solution ? "mail.answer.subject-solved" : "mail.answer.subject", { by, reference }),
    text: writeText(news, about),
    replyTo: mail.to[0] ?? mail.from,
    // The same answers give the same id: servers and mail programs recognise a mail that we had to send twice.
    messageId: makeMessageId(`${reference}-answers-${upTo}`, domain),
    inReplyTo: thread,
    references: [thread],
    // Prevents absence notices.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
  };
}

function writeText({ answers, solution }: News, { mail, helpDesk, publicUrl, reference, hasEnded }: About): string {
  const open = publicUrl ? sentence("mail.answer.open", { url: `${publicUrl}/` }) : sentence("mail.answer.open-bare");
  return [
    ...answers.flatMap(({ by, text }, at) => [
      ...(by === answers[at - 1]?.by ? [] : [sentence("mail.answer.wrote", { by: toPlain(by) })]),
      quote(text),
    ]),
    ...(solution ? wordSolution(solution) : []),
    ...(hasEnded ? [] : [...(solution ? [sentence("mail.answer.confirm")] : []), open]),
    ...(mail.to.length > 0 ? [sentence("mail.answer.reply")] : []),
    [sentence("mail.answer.reference", { reference }), wordReach(helpDesk)].filter(Boolean).join(" "),
    sentence("mail.answer.why"),
  ].join("\n\n");
}

function wordSolution({ by, title, note }: Solution): string[] {
  const cause = title ? ` ${sentence("works-because", { title })}` : "";
  return [`${sentence("mail.answer.solved", { by: toPlain(by) })}${cause}`, ...(note ? [quote(note)] : [])];
}

const quote = (text: string): string => indentLines(text, "> ").join("\n");
