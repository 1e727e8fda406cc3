/** The elements that cards are built from. Each is a part of an Adaptive Card 1.5. */
import { sentence } from "../words/sentence.ts";
import { wordRemoval } from "./chips.ts";
import type { Chip, Choice, Field, Form, Readings } from "./wording.ts";

/** A button of a card. */
export type Button = { type: string; title: string; [more: string]: unknown };

/** The address is one of our own server, so only its own pages can show it. */
export function buildPicture({ id, alt }: { id: string; alt: string }, isVisible: boolean): object {
  return { type: "Image", id: pictureId(id), url: `/pictures/${id}.svg`, altText: alt, size: "stretch", isVisible };
}

/** Channels that cannot show the picture remove the button, too, by its id. */
export function buildPictureToggle({ id }: { id: string }): Button {
  return { ...buildToggle(sentence("show-picture"), pictureId(id)), id: `${pictureId(id)}-toggle` };
}

const pictureId = (id: string) => `picture-${id}`;

export function buildToggle(title: string, target: string): Button {
  return { type: "Action.ToggleVisibility", title, targetElements: [target] };
}

export function buildField({ id, label, most, long, choices, value }: Field): object {
  return {
    ...(choices
      ? {
          type: "Input.ChoiceSet",
          style: "compact",
          choices: choices.map((choice) => ({ title: choice.label, value: choice.id })),
        }
      : { type: "Input.Text", maxLength: most, isMultiline: long ?? false }),
    id,
    label,
    ...(choices && { placeholder: sentence("form.choose") }),
    ...(value !== undefined && { value }),
  };
}

/** Buttons side by side. */
export function buildRow(actions: object[]): object {
  return { type: "ActionSet", spacing: "small", actions };
}

// Teams shows no more actions of a set. On a phone they fill three lines.
const mostInASet = 6;

/** The readings as small buttons that take them back. The chat page knows them by the prefix of the id. */
export function buildReadings({ move, chips }: Readings): object {
  // A pasted log can hold forty event ids. Folded away, they leave the room to what the person said.
  const isFolding = chips.length > mostInASet;
  const sorted = isFolding ? chips.toSorted((a, b) => Number(isEvent(a)) - Number(isEvent(b))) : chips;
  const buttons = sorted.map(({ id, name, label }) => ({
    ...buildSubmit(move, { id, label: wordRemoval(name) }),
    title: sentence("chip.removable", { chip: label }),
    tooltip: sentence("chip.remove", { chip: label }),
  }));
  const more = `more-readings-${move}`;
  const folded = isFolding ? buttons.splice(mostInASet - 1) : [];
  const unfold = {
    type: "Action.ToggleVisibility",
    title: sentence("chip.more", { count: folded.length }),
    targetElements: [more],
  };
  const lead = buildText([buildRun(sentence("i-read-these"))]);
  const rest = { type: "Container", id: more, isVisible: false, items: buildSets(folded) };
  const items = [lead, ...buildSets(isFolding ? [...buttons, unfold] : buttons), ...(isFolding ? [rest] : [])];
  return { type: "Container", id: `readings-${move}`, items };
}

const isEvent = ({ id }: Chip): boolean => id.startsWith("codes/event");

function buildSets(actions: readonly object[]): object[] {
  return Array.from({ length: Math.ceil(actions.length / mostInASet) }, (_, at) => ({
    type: "ActionSet",
    spacing: "small",
    actions: actions.slice(at * mostInASet, (at + 1) * mostInASet),
  }));
}

/** A button whose press the bot gets as a message of the person. */
export function buildSubmit(move: string, { id, label }: Choice): Button {
  return {
    type: "Action.Submit",
    title: label,
    data: {
      reconnect: { move, choice: id, label },
      // Makes Teams show the press as a message of the person.
      msteams: { type: "messageBack", text: label, displayText: label },
    },
  };
}

/** The fields of the form and what is passed on, both folded away. `name` tells the forms of several cards apart. */
export function buildForm({ offer, fields, keep, always }: Form, name: string): object[] {
  return [
    buildText([buildBold(offer)]),
    {
      type: "Container",
      id: `passed-on-${name}`,
      isVisible: false,
      items: [
        // The technicians get the lines that stay ticked.
        ...keep.map(({ id, label, kept }) => ({
          type: "Input.Toggle",
          id: `pass:${id}`,
          title: label,
          value: kept ? "false" : "true",
          wrap: true,
          spacing: "small",
        })),
        ...always.map((line) => ({ ...buildText([buildRun(`\u2022 ${line}`)]), spacing: "small" })),
        { ...buildText([{ ...buildRun(sentence("form.leave-out")), isSubtle: true }]), spacing: "small" },
      ],
    },
    { type: "Container", id: `fields-${name}`, isVisible: false, items: fields.map(buildField) },
  ];
}

/** The buttons that show the parts of the form. */
export function buildFormToggles({ keep, always }: Form, name: string): { add: Button; passedOn: Button } {
  const title = sentence("form.what-is-passed-on", { count: keep.length + always.length });
  return {
    add: buildToggle(sentence("form.add"), `fields-${name}`),
    passedOn: buildToggle(title, `passed-on-${name}`),
  };
}

// In a text, commands are between fences. A card shows them as commands.
export const fenced = /(?:^|\n)```([\w-]+\.\w+)?\n([\s\S]*?)\n```(?:\n|$)/;

export function buildBlocks(paragraph: string, name: string): object[] {
  // Splitting gives the text before the fence, the file's name (if any), and the text between the fences.
  const parts = paragraph.split(fenced);
  return parts.flatMap((part, at) => {
    if (at % 3 === 1) return [];
    if (at % 3 === 0) return part === "" && at > 0 ? [] : [buildText([buildRun(part)])];
    const file = parts[at - 1];
    return file ? buildScript(part, file) : [buildCommand(part, `${name}-${at}`)];
  });
}

export function buildCommand(lines: string, name: string): object {
  return {
    type: "Container",
    // The chat page adds a copy button to containers with this id prefix.
    id: `command-${name}`,
    style: "emphasis",
    // Close together, which a long script cannot afford: each word counts in the size that Teams accepts.
    items: buildLines(lines).map((line) => ({ ...line, spacing: "none" })),
  };
}

/** A whole script or file, folded away. The chat page adds buttons that copy it and save it under its name. */
export function buildScript(lines: string, file: string): object[] {
  const id = `script-${file}`;
  return [
    {
      type: "ActionSet",
      actions: [buildToggle(sentence(file.endsWith(".rdp") ? "report.show-file" : "report.show-script"), id)],
    },
    {
      type: "Container",
      id,
      style: "emphasis",
      isVisible: false,
      items: buildLines(lines),
    },
  ];
}

// A line break inside of a TextRun is lost, so each line is a block.
function buildLines(lines: string): object[] {
  return lines.split("\n").map((line) => buildText([{ ...buildRun(line), fontType: "monospace" }]));
}

/** One small grey line. */
export function buildSmall(words: string): object {
  return { ...buildText([{ ...buildRun(words), size: "small", isSubtle: true }]), spacing: "small" };
}

export function buildText(inlines: object[]): object {
  return { type: "RichTextBlock", inlines };
}

export function buildRun(words: string): object {
  return { type: "TextRun", text: words };
}

export function buildBold(words: string): object {
  return { ...buildRun(words), weight: "bolder" };
}
