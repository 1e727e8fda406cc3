/**
 * Separates the person's own account from other people's words: quoted mail and chat, reply headers, forwarded tickets,
 * numbered advice, the standard sentences of Windows' dialogs, and signatures. Places in the text stay the same.
 */

import { blankDialogAdvice } from "./findDialogs.ts";

/** Blanks everything that is not the person's own account. */
export function blankOthersWords(text: string): string {
  const lines = splitLines(text);
  const blanked = new Set<number>();
  blankMail(lines, blanked);
  blankChat(lines, blanked);
  blankAdvice(lines, blanked);
  blankSignature(lines, blanked);
  const own = lines
    .map(({ text: line, end }, at) => (blanked.has(at) ? line.replace(/\S/g, " ") : line) + end)
    .join("");
  return blankDialogAdvice(blankQuotedSpeech(blankQuotedAdvice(blankInlineHeaders(own)))).replace(sentFrom, blank);
}

type Line = { text: string; end: string };

function splitLines(text: string): Line[] {
  const parts = text.split(/(\r\n|\r|\n)/);
  const lines: Line[] = [];
  for (let at = 0; at < parts.length; at += 2) lines.push({ text: parts[at] ?? "", end: parts[at + 1] ?? "" });
  return lines;
}

const quoted = /^\s{0,8}(?:>|\|\s)/;
/** What comes after such a line was written by another person, up to the end of the message. */
const beginsHistory =
  /^\s*(?:-{2,}\s*)?(?:original message|forwarded message|begin forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|original appointment)\b|^\s*(?:on|am|le|el)\b.{4,120}\b(?:wrote|schrieb|a écrit|escribió)\b.{0,40}:\s*$/i;
const header =
  /^\s*(?:from|to|cc|sent|date|subject|von|an|gesendet|datum|betreff|de|à|envoyé|objet|enviado|para|asunto)\s*:\s*\S/i;
const startsHeader = /^\s*(?:from|von|de)\s*:\s*\S/i;

const inlineHeader =
  /(?<![\p{L}\p{N}])(?:from|to|cc|sent|date|subject|von|an|gesendet|datum|betreff|de|à|envoyé|objet|enviado|para|asunto)\s?:\s/giu;
const inlineSubject = /^(?:subject|betreff|objet|asunto)/i;
/** The next header of a mail is not further away. */
const farthest = 300;
const fewestHeaders = 3;

/** "From: Anna Sent: Monday 9:12 To: IT Subject: RDP": the headers of a mail without its line breaks. The subject stays. */
function blankInlineHeaders(text: string): string {
  const heads = [...text.matchAll(inlineHeader)];
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < heads.length; at += 1) {
    const run = findRun(text, heads, at);
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last || run.length < fewestHeaders) continue;
    const end = last.index + last[0].length;
    parts.push(text.slice(done, first.index), blank(text.slice(first.index, end)));
    done = end;
    at += run.length - 1;
  }
  return parts.join("") + text.slice(done);
}

/** The headers from this one on that follow each other in one line, up to the subject. */
function findRun(text: string, heads: readonly RegExpExecArray[], at: number): RegExpExecArray[] {
  const run: RegExpExecArray[] = [];
  for (const head of heads.slice(at, at + 6)) {
    const before = run.at(-1);
    if (!before && !startsHeader.test(`${head[0]}x`)) break;
    if (before && (head.index - before.index > farthest || text.slice(before.index, head.index).includes("\n"))) break;
    run.push(head);
    if (inlineSubject.test(head[0])) break;
  }
  return run;
}

function blankMail(lines: readonly Line[], blanked: Set<number>): void {
  for (const [at, { text }] of lines.entries()) {
    if (quoted.test(text)) blanked.add(at);
    const headers =
      startsHeader.test(text) && [1, 2, 3].filter((step) => header.test(lines[at + step]?.text ?? "")).length >= 1;
    if (!headers && !beginsHistory.test(text)) continue;
    // A mail that is nothing but quoted lines below its header goes on with the person's own words after them.
    const isQuoted = quoted.test(lines[at + 1]?.text ?? "") || quoted.test(lines[at + 2]?.text ?? "");
    if (isQuoted && !headers) blanked.add(at);
    else for (let rest = at; rest < lines.length; rest += 1) blanked.add(rest);
    if (!isQuoted || headers) return;
  }
}

const chatLine =
  /^\s*(?:\[?\(?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]m)?\)?\]?\s*[-–]?\s*)(?!.*\b(?:error|event|schannel|termdd)\b)(?:\p{Lu}[\p{L}.'-]+(?:\s\p{Lu}[\p{L}.'-]+)?)\s*(?:\([^)]{1,30}\))?\s*:\s|^\s*\p{Lu}[\p{L}.'-]+(?:\s\p{Lu}[\p{L}.'-]+)?\s*[,([]\s*(?:today |yesterday )?\d{1,2}[:.]\d{2}(?:\s?[ap]m)?[\])]?\s*:?/u;
const ownName = /\b(?:me|you|i)\b/i;

function blankChat(lines: readonly Line[], blanked: Set<number>): void {
  const talk = lines.flatMap(({ text }, at) => (chatLine.test(text) ? [at] : []));
  if (talk.length < 2) return;
  for (const at of talk) if (!ownName.test(lines[at]?.text.split(":")[0] ?? "")) blanked.add(at);
}

const numbered =
  /^\s*(?:\d{1,2}\s?[.)]|step \d+\s*[:.)]|schritt \d+\s*[:.)]|étape \d+\s*[:.)]|paso \d+\s*[:.)]|[-*•]\s)/i;
const imperative =
  /^\s*(?:(?:\d{1,2}\s?[.)]|step \d+\s*[:.)]|[-*•])\s*)?(?:first,? |then,? |next,? |finally,? |also,? )?(?:open|check|click|run|turn|disable|enable|delete|remove|rename|restart|reboot|renew|set|make sure|ensure|go to|press|type|try|update|upgrade|install|uninstall|reset|clear|change|verify|look|allow|add|use|select|flush|export|import|replace|stop|start|öffnen|prüfen|klicken|starten|löschen|deaktivieren|ouvrez|vérifiez|cliquez|désactivez|supprimez|redémarrez|abra|compruebe|haga clic|desactive|elimine|reinicie)\b/iu;

/** Numbered instructions on neighbouring lines are copied advice. The person did not report doing any of them. */
function blankAdvice(lines: readonly Line[], blanked: Set<number>): void {
  const isAdvice = ({ text }: Line) => numbered.test(text) && imperative.test(text);
  for (const [at, line] of lines.entries()) {
    if (!isAdvice(line)) continue;
    const near = [at - 2, at - 1, at + 1, at + 2].some((other) => {
      const neighbour = lines[other];
      return neighbour !== undefined && isAdvice(neighbour);
    });
    if (near) blanked.add(at);
  }
}

/** "1. turn off NLA 2. delete the certificate 3. restart": the same in one line. */
function blankQuotedAdvice(text: string): string {
  return text.replace(
    /(?:^|[\s:"'(])1\s?[.)]\s+\S[^\n]{3,200}?\s2\s?[.)]\s+\S(?:[^\n]{2,300}?\s[3-9]\s?[.)]\s+\S)*[^\n.!?]{0,120}/g,
    (advice) =>
      /\b\d\s?[.)]\s+/.test(advice) && listSteps(advice).filter((step) => imperative.test(step)).length >= 2
        ? blank(advice)
        : advice,
  );
}

const reports =
  /(?:\b(?:forums?|website|article|page|post|blog|reddit|vendor|manual|guide|chatgpt|copilot|google|colleague|boss|son|support|it|he|she|they|hersteller|artikel|seite|kollegin?|chef|er|sie|fournisseur|article|coll[èe]gue|il|elle|fabricante|art[íi]culo|compañer[oa])\b[^.!?\n"“„«]{0,40}\b(?:says?|said|wrote|writes|found|told (?:me|us)|suggests?|schreibt|schrieb|sagt|meint|dit|écrit|dice|escribe)\b[^.!?\n"“„«]{0,12}|\bfound\s*)[:,]?\s*["“„«]([^"”“»\n]{12,400})["”“»]/giu;
/** It is the window that speaks, not a person. */
const window =
  /\b(?:window|dialog|box|message|screen|desktop|mstsc|error|log|event|computer|server|app|client|fenster|meldung|fenêtre|ventana)\b/i;

/** Der Hersteller schreibt: "Prüfen Sie ...". What stands in the quotation marks is not the person's account. */
export function blankQuotedSpeech(text: string): string {
  return text.replace(reports, (whole, quote: string) => {
    const head = whole.slice(0, whole.lastIndexOf(quote));
    return window.test(head) ? whole : head + blank(quote) + whole.slice(head.length + quote.length);
  });
}

const listSteps = (text: string): string[] => text.split(/\s?\d\s?[.)]\s+/).filter((step) => step.trim() !== "");

const signs =
  /^\s*(?:--\s*$|sent from my\b|sent from (?:outlook|mail|yahoo)|get outlook for|von meinem\b.{0,40}gesendet|envoyé (?:de|depuis) mon\b|enviado desde mi\b|(?:kind|best|warm|many)? ?regards\b|best wishes\b|cheers,?\s*$|mit freundlichen grüßen|freundliche grüße|viele grüße|lg,?\s*$|mfg,?\s*$|cordialement|bien cordialement|saludos(?: cordiales)?,?\s*$|un saludo,?\s*$)/i;
/** A phone's signature that lost its line. */
const sentFrom = /\bsent from my [^\n.]{2,40}\.?\s*$/i;
const mostOfSignature = 12;

function blankSignature(lines: readonly Line[], blanked: Set<number>): void {
  const at = lines.findLastIndex(({ text }, index) => !blanked.has(index) && signs.test(text));
  const left = lines.length - at;
  // The same words in the middle of a long message are no signature.
  if (at < 1 || left > mostOfSignature) return;
  const rest = lines.slice(at + 1).filter((_, step) => !blanked.has(at + 1 + step));
  if (rest.some(({ text }) => text.length > 120)) return;
  for (let index = at; index < lines.length; index += 1) blanked.add(index);
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");
