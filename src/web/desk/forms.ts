/** Reads the forms that browsers post to the desk: checks their origin, type and length, and parses them. */
import type { Request } from "restify";
import * as z from "zod";
import { sentence } from "../../../dialogs/words/sentence.ts";
import type { DeskAction } from "../../desk/desk.ts";
import { requireOwnOrigin } from "../../http/origins.ts";
import { Refused } from "../../http/server.ts";

export type Form = URLSearchParams;

/** In bytes. A character takes at most nine bytes in a form, so a text within `textLimits` fits in any alphabet. */
const LIMIT = 384 * 1024;

/** Throws `Refused` for a request that our pages would not send. */
export async function readForm(request: Request): Promise<Form> {
  requireOwnOrigin(request);
  const packed = (request.header("content-encoding") ?? "identity") !== "identity";
  if (request.getContentType() !== "application/x-www-form-urlencoded" || packed)
    throw new Refused(415, "UnsupportedMediaType", sentence("desk-page.problem.no-form"));
  const tooLong = new Refused(413, "PayloadTooLarge", sentence("desk-page.problem.long-form", { most: LIMIT / 1024 }));
  if (request.getContentLength() > LIMIT) throw tooLong;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LIMIT) throw tooLong;
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString("utf8"));
}

const id = z.string().regex(/^[a-z][\w.-]{0,99}$/i);
/** The place of an event in its case. */
const place = z.coerce.number().int().min(0).max(100_000);
// Browsers end lines with CR LF.
const words = z.string().transform((text) => text.replace(/\r\n?/g, "\n").trim());

/** Mistakes that a technician can correct in the form, by their sentences. Our pages cause no others. */
const hints = {
  empty: "desk-page.problem.empty",
  answer: "desk-page.problem.no-answer",
  cause: "desk-page.problem.no-cause",
} as const;

/** The value for "None of these". It cannot be the id of a cause. */
export const NO_CAUSE = "(none)";

/** Does not limit the length of texts: the desk does, and its refusal comes back with the ticket and the text. */
const action = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("claim") }),
  z.strictObject({ kind: z.literal("take-over"), sure: z.literal("yes").optional() }),
  z.strictObject({ kind: z.literal("release") }),
  z.strictObject({
    kind: z.literal("say"),
    text: words.pipe(z.string().min(1, hints.empty)),
  }),
  z.strictObject({ kind: z.literal("record"), fact: id, answers: z.array(id).min(1, hints.answer).max(40) }),
  z.strictObject({ kind: z.literal("fill"), blank: id, value: words.pipe(z.string().min(1, hints.empty).max(400)) }),
  z.strictObject({ kind: z.literal("note"), text: words.pipe(z.string().min(1, hints.empty)) }),
  z.strictObject({ kind: z.literal("read"), text: words.pipe(z.string().min(1, hints.empty)), look: id.optional() }),
  z.strictObject({ kind: z.literal("next-done"), action: id, how: z.enum(["done", "cannot"]) }),
  z.strictObject({ kind: z.literal("undo"), recording: place }),
  z.strictObject({ kind: z.literal("put-back"), change: place }),
  z.strictObject({ kind: z.literal("keep"), change: place }),
  z.strictObject({ kind: z.literal("hand-back") }),
  z.strictObject({
    kind: z.literal("resolve"),
    cause: z.union([z.literal(NO_CAUSE).transform(() => null), id], hints.cause),
    note: words,
  }),
  z.strictObject({ kind: z.literal("reopen") }),
]);

/** The action of a form, and the id by which the server recognises a repeat. Throws `Refused`. */
export function readAction(form: Form): { id: string; action: DeskAction } {
  const { once, answers: _, ...fields } = Object.fromEntries(form);
  const input = fields.kind === "record" ? { ...fields, answers: form.getAll("answers") } : fields;
  const result = z.strictObject({ id: z.uuid(), action }).safeParse({ id: once, action: input });
  if (result.success) return result.data;
  const hint = Object.values(hints).find((id) => result.error.issues.some(({ message }) => message === id));
  throw new Refused(400, "BadForm", sentence(hint ?? "desk-page.problem.old-form"));
}
