/** Builds each message in both forms: plain text and an Adaptive Card (version 1.5, the newest that Teams renders). */
import type { Activity, CardAction, TurnContext } from "botbuilder-core";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { findPhrasable, type Phrasable } from "./phrasables.ts";
import { texts } from "./texts.ts";
import { type Form, renderPlain, type Wording } from "./wording.ts";

export const cardType = "application/vnd.microsoft.card.adaptive";

/** The origin of a message, stored in the transcript. */
export type Provenance = {
  tree: { id: string; version: string; hash: string };
  kind: Wording["kind"];
  move?: string;
  /** The id of the wording that a model may reword. */
  wording?: string;
  /** Present if a model worded the message. */
  by?: "model";
} & NonNullable<Wording["from"]>;

/** The wording from which a message was made. */
export type Said = { tree: Tree; wording: Wording; phrasable: Phrasable | undefined };

// Keyed by the provenance object, because the SDK copies each message before sending it, but keeps that object in every
// copy. A property of the message would be stored and sent.
const madeOf = new WeakMap<Provenance, Said>();

/** The wording from which a message was made; known only during the turn that made it. */
export function findSaid(message: Partial<Activity>): Said | undefined {
  return madeOf.get(message.channelData?.reconnect);
}

/** Sends a wording in both forms. The channel chooses which one a person sees. */
export async function send(context: TurnContext, tree: Tree, wording: Wording): Promise<void> {
  await context.sendActivity(message(tree, wording));
}

/** Builds a message with its text and, if there is something to press or to copy, its card. */
export function message(tree: Tree, wording: Wording): Partial<Activity> {
  // Only talk: words beside a choice, a command or a warning must not be reworded.
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

// Use RichTextBlock everywhere: a TextBlock renders Markdown and would swallow the stars, underscores and backslashes of a command.
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

// A ticked line is passed on.
function inputs({ fields, keep, always }: Form): object[] {
  const { form } = texts;
  return [
    ...fields.map(({ id, label, most, long, choices, value }) => ({
      ...(choices
        ? {
            type: "Input.ChoiceSet",
            style: "compact",
            choices: choices.map((choice) => ({ title: choice.label, value: choice.id })),
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

// Teams hides the actions of a row after the sixth, and cuts long labels.
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
      // Makes Teams show the press as a message of the person.
      msteams: { type: "messageBack", text: label, displayText: label },
    },
  }));
}

// In a text, commands are between fences. A card shows them as commands.
const fenced = /(?:^|\n)```\n([\s\S]*?)\n```(?:\n|$)/;

function blocks(paragraph: string, name: string): object[] {
  // Every second part was between two fences.
  return paragraph.split(fenced).flatMap((part, at) => {
    if (at % 2 === 1) return [command(part, `${name}-${at}`)];
    return part === "" && at > 0 ? [] : [text([run(part)])];
  });
}

function command(lines: string, name: string): object {
  return {
    type: "Container",
    // The chat page adds a copy button to containers with this id prefix.
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
