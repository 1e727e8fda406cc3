/** The buttons of the newest card are visible without scrolling, on a phone and on a desktop, whatever the kind of card. */
import type { Activity } from "botbuilder";
import { expect, test } from "vitest";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import { wordMove } from "../../dialogs/wording/moveWording.ts";
import { talk } from "../../dialogs/wording/wording.ts";
import type { Move } from "../../knowledge/case/moves.ts";
import { OpenCase } from "../../knowledge/case/openCase.ts";
import { loadCodes } from "../../knowledge/tree/codes.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import { ownDirectLine, presentMessage } from "../../src/channels/channels.ts";
import { listMoves } from "../support/moves.ts";
import { type HelpPage, openBlank, openPage } from "./page.ts";

const tree = loadTree();
const untouched = new OpenCase({ tree, codes: loadCodes() }, []);
const person = { channelId: ownDirectLine, conversation: { id: "one" }, from: { id: "ada" } } as Activity;

/** The offer of a hand-over is a form with its own tests. */
const kinds = [
  "ask",
  "ask-back",
  "together",
  "look",
  "report",
  "fill",
  "step",
  "check",
  "neighbour",
  "revert",
  "confirm",
];

const buildForPage = (wording: ReturnType<typeof talk>) => presentMessage(buildMessage(tree, wording), person);
const reading = talk(
  'I read: 0x904/0x7 · VPN · no one gets in · administrator there (is one wrong? say for example "not VPN")',
);

const sized = listMoves(tree).map((move) => ({
  move,
  size: JSON.stringify(buildForPage(wordMove(untouched, move)).attachments ?? []).length,
}));

/** The longest card of the real tree of this kind. */
function findLongest(kind: string): Move[] {
  const [longest] = sized.filter(({ move }) => move.kind === kind).sort((a, b) => b.size - a.size);
  return longest ? [longest.move] : [];
}

/** What the bot answers with instead of its own words: one card for each message of the person. */
type Script = { next: Move | undefined };

/** A page whose bot answers with the card of the script, after a line of readings. */
async function openPageWith(script: Script, size: "phone" | "wide"): Promise<HelpPage> {
  const ada = await openBlank({ size });
  let isGreeted = false;
  await ada.tab.routeWebSocket(/stream/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => socket.send(isGreeted && frame !== "" ? replaceAnswers(String(frame), script) : frame));
  });
  await ada.tab.goto(ada.url);
  await ada.sees("What does Remote Desktop say?");
  isGreeted = true;
  return ada;
}

function replaceAnswers(frame: string, script: Script): string {
  const { activities, ...rest } = JSON.parse(frame) as { activities: Activity[] };
  const replaced = activities.flatMap((activity): object[] => {
    if (activity.type !== "message" || activity.from.role !== "bot") return [activity];
    const { next: move } = script;
    script.next = undefined;
    const { text: _, attachments: _cards, id, ...envelope } = activity;
    return (move ? [reading, wordMove(untouched, move)] : []).map((wording, at) => ({
      ...envelope,
      ...buildForPage(wording),
      id: `${id}-${at}`,
    }));
  });
  return JSON.stringify({ ...rest, activities: replaced });
}

test.each(["phone", "wide"] as const)(
  "every button of the longest card of each kind is visible (%s)",
  async (size) => {
    const moves = kinds.flatMap(findLongest);
    expect(new Set(moves.map(({ kind }) => kind))).toEqual(new Set(kinds));
    const script: Script = { next: undefined };
    const ada = await openPageWith(script, size);
    const cards = ada.tab.getByRole("log").getByRole("article").locator(".ac-adaptiveCard");
    for (const [at, move] of moves.entries()) {
      script.next = move;
      await ada.says("go on");
      await cards.nth(at).waitFor();
      await ada.seesItsButtons();
      await ada.screenshot(`buttons-${size}-${move.kind}`);
    }
  },
  120_000,
);

test("in a whole conversation on a phone every card shows its buttons", async () => {
  const ada = await openPage({ size: "phone" });
  await ada.says("0x904 0x7, nobody can connect, Server 2019, I am administrator of the server and on its console");
  await ada.sees("To try: The remote computer is still starting");
  await ada.seesItsButtons();
  for (const [said, card] of [
    ["same error", "Does the connection go through something"],
    ["no, straight", "Can you work on the remote computer"],
    ["yes", "A look that changes nothing"],
    ["Schannel, event ID 36870", "takeown"],
    ["done", "save the file's present permissions"],
    ["done", "It changes who may read a secret key"],
  ] as const) {
    await ada.says(said);
    await ada.sees(card);
    await ada.seesItsButtons();
  }
});
