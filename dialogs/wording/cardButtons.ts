/** The buttons of a card: its choices, and toggles for what only some people need. */
import { sentence } from "../words/sentence.ts";
import {
  type Button,
  buildFormToggles,
  buildPicture,
  buildPictureToggle,
  buildRow,
  buildRun,
  buildSubmit,
  buildText,
  buildToggle,
} from "./cardElements.ts";
import type { Wording } from "./wording.ts";

/** The picture of a question is most of its answer. Elsewhere there is a text that says the same. */
export function foldsPicture({ kind }: Wording): boolean {
  return kind !== "ask";
}

// Several cards are on one page, and the button names what it opens.
const nameFolded = ({ move = "" }: Wording) => `more-${move}`;
const nameList = ({ move = "" }: Wording) => `choices-${move}`;
// The chat page lets the rows of a container with this id prefix flow into each other; Teams shows them one below the other.
const rowsId = "buttons";

function listFolded({ folded, undo }: Wording): string[] {
  return [folded, undo?.isFolded ? undo.how : undefined].filter((paragraph) => paragraph !== undefined);
}

/** What the toggles below the choices open. */
export function buildFolded(wording: Wording): object[] {
  const paragraphs = listFolded(wording).map((paragraph) => buildText([buildRun(paragraph)]));
  return [
    ...(paragraphs.length > 0
      ? [{ type: "Container", id: nameFolded(wording), isVisible: false, items: paragraphs }]
      : []),
    ...(wording.picture && foldsPicture(wording) ? [buildPicture(wording.picture, false)] : []),
  ];
}

function buildToggles(wording: Wording): Button[] {
  const count = listFolded(wording).length;
  return [
    ...(count > 0
      ? [buildToggle(sentence(wording.folded && count === 1 ? "why-this" : "more-about-step"), nameFolded(wording))]
      : []),
    ...(wording.picture && foldsPicture(wording) ? [buildPictureToggle(wording.picture)] : []),
  ];
}

// Pasted output says more than a choice, so the card folds the choices away. The last one, "I can't do this", stays visible.
export function buildButtons(wording: Wording): object[] {
  const choices = buildActions(wording);
  const toggles = buildToggles(wording);
  if (!wording.instead)
    return choices.length > mostAnswers ? buildLongList(wording) : buildRows([...choices, ...toggles]);
  return [
    ...buildRows([buildToggle(sentence("pick-instead"), nameList(wording)), ...choices.slice(-1), ...toggles]),
    {
      type: "Container",
      id: nameList(wording),
      isVisible: false,
      items: [buildText([buildRun(wording.instead)]), ...buildRows(choices.slice(0, -1), `${rowsId}-of-list`)],
    },
  ];
}

// More buttons than these fill the window of a phone.
const mostAnswers = 9;
const firstAnswers = 6;

/** The first answers and the last, "Not sure", are visible; a button shows the others. */
function buildLongList(wording: Wording): object[] {
  const choices = buildActions(wording);
  const more = buildToggle(sentence("more-answers"), nameList(wording));
  return [
    ...buildRows([...choices.slice(0, firstAnswers), more, ...choices.slice(-1)]),
    {
      type: "Container",
      id: nameList(wording),
      isVisible: false,
      items: buildRows(choices.slice(firstAnswers, -1), `${rowsId}-of-list`),
    },
  ];
}

// Teams hides the actions of a row after the sixth, and cuts long labels.
const mostInARow = 4;
const longestInARow = 18;

function buildRows(actions: Button[], id = rowsId): object[] {
  const rows: Button[][] = [];
  for (const action of actions) {
    const row = rows.at(-1);
    const fits = row && row.length < mostInARow && [...row, action].every(({ title }) => title.length <= longestInARow);
    if (fits) row.push(action);
    else rows.push([action]);
  }
  return rows.length === 0 ? [] : [{ type: "Container", id, items: rows.map(buildRow) }];
}

function buildActions({ choices = [], move = "", form }: Wording): Button[] {
  const [first, ...others] = choices.map((choice) => buildSubmit(move, choice));
  if (!first || !form) return first ? [first, ...others] : [];
  const { add, passedOn } = buildFormToggles(form, move);
  return [{ ...first, style: "positive" }, add, ...others, passedOn];
}
