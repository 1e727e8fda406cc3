/** Builds each message in both forms: plain text and an Adaptive Card (version 1.5, the newest that Teams renders). */
import type { Activity, CardAction, TurnContext } from "botbuilder-core";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { buildButtons, buildFolded, foldsPicture } from "./cardButtons.ts";
import {
  buildBlocks,
  buildBold,
  buildCommand,
  buildField,
  buildForm,
  buildPicture,
  buildReadings,
  buildRun,
  buildScript,
  buildSmall,
  buildText,
  fenced,
} from "./cardElements.ts";
import { findPhrasable, type Phrasable } from "./phrasables.ts";
import { type Readings, renderPlain, type Wording } from "./wording.ts";

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
export type MessageSource = { tree: Tree; wording: Wording; phrasable: Phrasable | undefined };

// Keyed by the provenance object, because the SDK copies each message before sending it, but keeps that object in every
// copy. A property of the message would be stored and sent.
const messageSources = new WeakMap<Provenance, MessageSource>();

/** The wording from which a message was made; known only during the turn that made it. */
export function findMessageSource(message: Partial<Activity>): MessageSource | undefined {
  return messageSources.get(message.channelData?.reconnect);
}

/** Sends a wording in both forms. The channel chooses which one a person sees. */
export async function send(context: TurnContext, tree: Tree, wording: Wording): Promise<void> {
  await context.sendActivity(buildMessage(tree, wording));
}

/** Builds a message with its text and, if there is something to press or to copy, its card. */
export function buildMessage(tree: Tree, wording: Wording): Partial<Activity> {
  // Only talk: words beside a choice, a chip, a command or a warning must not be reworded.
  const phrasable = wording.kind === "talk" && !wording.readings ? findPhrasable(tree, wording.paragraphs) : undefined;
  const provenance: Provenance = {
    tree: { id: tree.tree, version: tree.version, hash: tree.hash },
    kind: wording.kind,
    ...(wording.move && { move: wording.move }),
    ...wording.from,
    ...(phrasable && { wording: phrasable.id }),
  };
  messageSources.set(provenance, { tree, wording, phrasable });
  const needsCard =
    !wording.isReminder &&
    ((wording.choices?.length ?? 0) > 0 ||
      wording.command !== undefined ||
      wording.warning !== undefined ||
      wording.picture !== undefined ||
      wording.readings !== undefined ||
      wording.paragraphs.some((paragraph) => fenced.test(paragraph)));
  return {
    type: "message",
    text: renderPlain(wording),
    ...(wording.isReminder && { summary: wording.paragraphs.join("\n\n") }),
    textFormat: "plain",
    inputHint: "expectingInput",
    channelData: { reconnect: provenance },
    ...(needsCard && { attachments: [{ contentType: cardType, content: buildCard(wording) }] }),
    ...(wording.starters && { suggestedActions: { to: [], actions: wording.starters.map(makeStarter) } }),
  };
}

function makeStarter(words: string): CardAction {
  return { type: "imBack", title: words, value: words };
}

// Use RichTextBlock everywhere: a TextBlock renders Markdown and would swallow the stars, underscores and backslashes of a command.
// What only some people need comes below the buttons, so that it never pushes them out of sight.
function buildCard(wording: Wording): object {
  const { readings } = wording;
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.5",
    fallbackText: renderPlain(wording),
    speak: wording.paragraphs
      .map((paragraph) => (paragraph === readings?.line ? speakReadings(readings) : paragraph))
      .join(" "),
    body: [
      ...(wording.warning
        ? [
            {
              type: "Container",
              style: "attention",
              items: [buildText([buildBold(`${sentence("warning-label")} `), buildRun(wording.warning)])],
            },
          ]
        : []),
      ...(wording.heading ? [buildText([{ ...buildBold(wording.heading), size: "medium" }])] : []),
      ...[wording.subheading, wording.place].filter((line) => line !== undefined).map(buildSmall),
      ...wording.paragraphs.flatMap((paragraph, at) =>
        paragraph === readings?.line
          ? [buildReadings(readings)]
          : buildBlocks(paragraph, `${wording.move ?? ""}-${at}`),
      ),
      ...(wording.picture && !foldsPicture(wording) ? [buildPicture(wording.picture, true)] : []),
      ...(wording.command && wording.file ? buildScript(wording.command, wording.file) : []),
      ...(wording.command && !wording.file ? [buildCommand(wording.command, wording.move ?? "")] : []),
      ...(wording.after ?? []).map((paragraph) => buildText([buildRun(paragraph)])),
      ...(wording.undo && !wording.undo.isFolded ? [buildSmall(wording.undo.how)] : []),
      ...(wording.ask ? [buildText([buildBold(wording.ask)])] : []),
      ...(wording.form ? buildForm(wording.form, wording.move ?? "") : []),
      ...(wording.questions ? wording.questions.map(buildField) : []),
      ...buildButtons(wording),
      ...buildFolded(wording),
    ],
  };
}

function speakReadings({ chips }: Readings): string {
  return `${sentence("i-read-these")} ${chips.map(({ label }) => label).join(", ")}.`;
}
