/** The one place where Adaptive Cards are built (1.5, the newest that Teams renders), each beside its plain-text form. */
import type { Activity, CardAction, TurnContext } from "botbuilder-core";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { findPhrasable, type Phrasable } from "./phrasables.ts";
import { texts } from "./texts.ts";
import { type Form, renderPlain, type Wording } from "./wording.ts";

export const cardType = "application/vnd.microsoft.card.adaptive";

/** What a message says about its origin, kept in the transcript. */
export type Provenance = {
  tree: { id: string; version: string; hash: string };
  kind: Wording["kind"];
  move?: string;
  /** The id of the wording that may be said in other words. */
  wording?: string;
  /** The words are those of a model; absent, they are ours. */
  by?: "model";
} & NonNullable<Wording["from"]>;

/** What a message was made of. */
export type Said = { tree: Tree; wording: Wording; phrasable: Phrasable | undefined };

// By the provenance, because the SDK copies each message on its way out, and that object passes from copy to copy.
// On the message itself it would be stored and sent with it.
const madeOf = new WeakMap<Provenance, Said>();

/** What this message was made of, within the turn that made it. */
export function findSaid(message: Partial<Activity>): Said | undefined {
  return madeOf.get(message.channelData?.reconnect);
}

/** Sends a wording in both its forms; which one a person sees is the channel's choice. */
export async function send(context: TurnContext, tree: Tree, wording: Wording): Promise<void> {
  await context.sendActivity(message(tree, wording));
}

/** A message with its text and, where there is something to press or to copy, its card. */
export function message(tree: Tree, wording: Wording): Partial<Activity> {
  // Only talk: what stands beside a choice, a command or a warning stays as it is.
  const phrasable = wording.kind === "talk" ? findPhrasable(tree, wording.paragraphs) : undefined;
  const provenance: Provenance = {
    tree: { id: tree.tree, version: tree.version, hash: tree.hash },
    kind: wording.kind,
    ...(wording.move && { move: wording.move }),
    ...wording.from,
    ...(phrasable && { wording: phrasable.id }),
  };
  madeOf.set(provenance, { tree, wording, phrasable });
  const needsCard =
    (wording.choices?.length ?? 0) > 0 ||
    wording.command !== undefined ||
    wording.warning !== undefined ||
    wording.paragraphs.some((paragraph) => fenced.test(paragraph));
  return {
    type: "message",
    text: renderPlain(wording),
    textFormat: "plain",
    inputHint: "expectingInput",
    channelData: { reconnect: provenance },
    ...(needsCard && { attachments: [{ contentType: cardType, content: card(wording) }] }),
    ...(wording.starters && { suggestedActions: { to: [], actions: wording.starters.map(asStarter) } }),
  };
}

function asStarter(words: string): CardAction {
  return { type: "imBack", title: words, value: words };
}

// RichTextBlock throughout: a TextBlock reads Markdown, and would eat the stars, underscores and backslashes of a command.
function card(wording: Wording): object {
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.5",
    fallbackText: renderPlain(wording),
    speak: wording.paragraphs.join(" "),
    body: [
      ...(wording.warning
        ? [{ type: "Container", style: "attention", items: [text([bold("Warning: "), run(wording.warning)])] }]
        : []),
      ...(wording.heading ? [text([{ ...bold(wording.heading), size: "medium" }])] : []),
      ...wording.paragraphs.flatMap((paragraph, at) => blocks(paragraph, `${wording.move ?? ""}-${at}`)),
      ...(wording.details && wording.details.length > 0
        ? [{ type: "FactSet", facts: wording.details.map(({ label, value }) => ({ title: label, value })) }]
        : []),
      ...(wording.command ? [command(wording.command, wording.move ?? "")] : []),
      ...(wording.after ?? []).map((paragraph) => text([run(paragraph)])),
      ...(wording.form ? inputs(wording.form) : []),
      ...(inOneRow(wording)
        ? []
        : actions(wording).map((action) => ({ type: "ActionSet", spacing: "small", actions: [action] }))),
    ],
    ...(inOneRow(wording) ? { actions: actions(wording) } : {}),
  };
}

/** What is ticked is passed on; an empty field tells nothing. */
function inputs({ fields, keep, always }: Form): object[] {
  const { form } = texts;
  return [
    ...fields.map(({ id, label, most, long, choices, value }) => ({
      ...(choices
        ? {
            type: "Input.ChoiceSet",
            style: "compact",
            choices: choices.map((one) => ({ title: one.label, value: one.id })),
          }
        : { type: "Input.Text", maxLength: most, isMultiline: long ?? false }),
      id,
      label,
      ...(choices && { placeholder: form.choose }),
      ...(value !== undefined && { value }),
    })),
    text([bold(form.passedOn)]),
    ...keep.map(({ id, label, kept }) => ({
      type: "Input.Toggle",
      id: `pass:${id}`,
      title: label,
      value: kept ? "false" : "true",
      wrap: true,
      spacing: "small",
    })),
    ...always.map((line) => ({ ...text([run(`\u2022 ${line}`)]), spacing: "small" })),
    { ...text([{ ...run(form.leaveOut), isSubtle: true }]), spacing: "small" },
  ];
}

/** Teams shows six actions of a row and hides the others; long labels it cuts. */
const mostInARow = 4;
const longestInARow = 18;

function inOneRow({ choices = [] }: Wording): boolean {
  return choices.length <= mostInARow && choices.every(({ label }) => label.length <= longestInARow);
}

function actions({ choices = [], move = "" }: Wording): object[] {
  return choices.map(({ id, label }) => ({
    type: "Action.Submit",
    title: label,
    data: {
      reconnect: { move, choice: id, label },
      // Teams then shows the press as something the person said.
      msteams: { type: "messageBack", text: label, displayText: label },
    },
  }));
}

/** Commands stand between fences in a text; a card shows them as commands. */
const fenced = /(?:^|\n)```\n([\s\S]*?)\n```(?:\n|$)/;

function blocks(paragraph: string, name: string): object[] {
  // Every second part is what stood between two fences.
  return paragraph.split(fenced).flatMap((part, at) => {
    if (at % 2 === 1) return [command(part, `${name}-${at}`)];
    return part === "" && at > 0 ? [] : [text([run(part)])];
  });
}

function command(lines: string, name: string): object {
  return {
    type: "Container",
    // Our page puts a copy button beside what is called so.
    id: `command-${name}`,
    style: "emphasis",
    items: lines.split("\n").map((line) => text([{ ...run(line), fontType: "monospace" }])),
  };
}

function text(inlines: object[]): object {
  return { type: "RichTextBlock", inlines };
}

function run(words: string): object {
  return { type: "TextRun", text: words };
}

function bold(words: string): object {
  return { ...run(words), weight: "bolder" };
}
