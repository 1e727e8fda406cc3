/** The package: the record of a hand-over. The desk, the targets and other readers share this one schema. */
import * as z from "zod";

const words = z.string();
const moment = z.iso.datetime().describe("ISO 8601, UTC");
const command = words.optional().describe("to be run word for word");
const step = z.strictObject({ step: words, title: words.optional(), do: words, run: command });

const said = z.strictObject({
  who: z.enum(["person", "bot", "technician"]),
  name: words.optional().describe("of the technician"),
  at: moment,
  text: words,
  by: z.literal("model").optional().describe("a language model chose the words"),
  leftOut: z.literal(true).optional().describe("the person kept this line to themselves; its text is empty"),
  deleted: z.literal(true).optional().describe("the person deleted this line, or what it repeats; its text is empty"),
  edited: z.literal(true).optional().describe("the person edited this line; its text is the newest"),
});

/** Version 2. Readers should refuse a version that they do not know. */
export const ticketPackage = z
  .strictObject({
    version: z.literal(2),
    reference: words.describe("such as RC-7K3F-2QW9; stays the same when the case is handed over again"),
    revision: z.int().min(1).describe("counts how often this case was handed over"),
    at: moment,
    channel: words,
    tree: z.strictObject({ id: words, version: words, hash: words }),
    reason: z.strictObject({ id: words, text: words }),
    person: z.strictObject({
      id: words,
      name: words.optional(),
      contact: words.optional().describe("how they want to be reached"),
      onBehalf: words.optional(),
    }),
    times: z.int().min(2).optional().describe("how often the person has had the fault; it worked in between"),
    computer: z
      .strictObject({
        name: words.optional(),
        kind: words.optional(),
        way: words.optional().describe("what the connection goes through"),
      })
      .optional()
      .describe("the remote computer, as far as it is known"),
    since: words.optional().describe("since when it fails, in the person's words"),
    affected: words.optional().describe("who gets in and who does not"),
    next: z
      .strictObject({
        look: words.optional(),
        step: words.optional(),
        title: words.optional(),
        do: words,
        where: words,
        warning: words.optional(),
        run: command,
        expect: words.optional().describe("what the step should lead to"),
        because: z.array(words).optional().describe("what speaks for the cause that the step is for"),
      })
      .optional()
      .describe("what a technician does next; a blank such as {host} is a value that is not known"),
    desk: z.url().optional().describe("the address of the ticket at the technicians' desk"),
    impact: words.optional().describe("what they cannot do meanwhile, in their own words"),
    urgency: z.enum(["can-wait", "today", "now"]).optional().describe("in their own judgement"),
    fault: z.strictObject({
      codes: z.array(z.strictObject({ kind: words, hex: words, name: words.optional() })),
    }),
    suspects: z.array(
      z.strictObject({
        cause: words,
        title: words,
        standing: z.enum(["likely", "possible", "tried", "ruled-out"]),
        because: z.array(words),
        note: words.optional().describe("what a technician should know about a likely cause"),
      }),
    ),
    tried: z.array(
      z.strictObject({
        what: words,
        title: words,
        steps: z.array(step.extend({ result: z.enum(["done", "could not"]) })),
        result: words,
      }),
    ),
    openChanges: z
      .array(step.extend({ undo: z.strictObject({ do: words, run: command }) }))
      .describe("to be put back before anything else"),
    looks: z.array(z.strictObject({ look: words, do: words, run: command, learns: z.array(words) })),
    notAllowed: z
      .array(
        z.strictObject({
          cause: words,
          title: words,
          steps: z.array(step.extend({ who: words, where: words, warning: words.optional() })),
        }),
      )
      .describe("steps of the suspected causes that this person could not do"),
    facts: z.array(
      z.strictObject({
        fact: words,
        question: words,
        answer: words,
        label: words,
        origin: z.enum(["said", "pasted", "chosen", "test", "look", "technician"]),
        words: words,
      }),
    ),
    leftOut: z.int().min(0).describe("how many things the person kept to themselves"),
    redacted: z
      .strictObject({ secrets: z.int().min(0), people: z.int().min(0), hosts: z.int().min(0) })
      .describe("how many secrets, people and hosts are not shown or shown under another name"),
    transcript: z.array(said),
  })
  .meta({ title: "Reconnect ticket package, version 2" });

/** A ticket as it is stored and sent. */
export type TicketPackage = z.infer<typeof ticketPackage>;
export type Said = z.infer<typeof said>;

/** The schema for other readers; `docs/ticket-package.schema.json` holds the same text. */
export function packageSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(ticketPackage), null, 2)}\n`;
}

/** Version 1 lacks the fields that came with version 2. */
const versionOne = z.looseObject({ version: z.literal(1), reference: words }).transform((before) => ({
  ...before,
  version: 2,
  revision: 1,
  leftOut: 0,
  redacted: { secrets: 0, people: 0, hosts: 0 },
}));

/** Reads the package of a stored ticket of either version. Throws when it is not a package. */
export function readPackage({ package: stored }: { package: object }): TicketPackage {
  const before = versionOne.safeParse(stored);
  return ticketPackage.parse(before.success ? before.data : stored);
}
