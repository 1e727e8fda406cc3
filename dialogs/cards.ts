/** The one place where Adaptive Cards are built (1.5, the newest that Teams renders), each beside its plain-text form. */
import type { Activity, CardAction, TurnContext } from "botbuilder-core";
import type { Tree } from "../knowledge/tree.ts";
import { plain, type Wording } from "./wording.ts";

export const cardType = "application/vnd.microsoft.card.adaptive";

/** What a message says about its origin, kept in the transcript. */
export type Provenance = {
  tree: { id: string; version: string; hash: string };
  kind: Wording["kind"];
  move?: string;
} & NonNullable<Wording["from"]>;

/** Sends a wording in both its forms; which one a person sees is the channel's choice. */
export async function send(context: TurnContext, tree: Tree, wording: Wording): Promise<void> {
  await context.sendActivity(message(tree, wording));
}

/** A message with its text and, where there is something to press or to copy, its card. */
export function message(tree: Tree, wording: Wording): Partial<Activity> {
  const provenance: Provenance = {
    tree: { id: tree.tree, version: tree.version, hash: tree.hash },
    kind: wording.kind,
    ...(wording.move && { move: wording.move }),
    ...wording.from,
  };
  const needsCard =
    (wording.choices?.length ?? 0) > 0 ||
    wording.command !== undefined ||
    wording.warning !== undefined ||
    wording.paragraphs.some((paragraph) => fenced.test(paragraph));
  return {
    type: "message",
    text: plain(wording),
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
    fallbackText: plain(wording),
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
      ...(inOneRow(wording)
        ? []
        : actions(wording).map((action) => ({ type: "ActionSet", spacing: "small", actions: [action] }))),
    ],
    ...(inOneRow(wording) ? { actions: actions(wording) } : {}),
  };
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
