/** Which wordings are offered to a model, how a reworded message is marked, and what is never reworded. */
import type { Activity } from "botbuilder";
import { describe, expect, test } from "vitest";
import { readTone } from "../../dialogs/hearing/tone.ts";
import { buildMessage } from "../../dialogs/wording/cards.ts";
import type { Phrasable } from "../../dialogs/wording/phrasables.ts";
import { listPhrasables } from "../../dialogs/wording/phrasables.ts";
import { findOffer, makeAiLabel } from "../../dialogs/wording/rewording.ts";
import { talk, type Wording } from "../../dialogs/wording/wording.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import { loadTree } from "../../knowledge/tree/load.ts";
import type { Phrase, PhraseContext } from "../../src/phrasing/phraseRequest.ts";
import { openDesk } from "../support/desk.ts";
import { treeFiles } from "../support/trees.ts";

const tree = loadTree(treeFiles.fourCauses);

type Asked = Phrasable & { context: PhraseContext };

/** A model that always succeeds and records its requests. */
function wordy(): { asked: Asked[]; phrase: Phrase } {
  const asked: Asked[] = [];
  const phrase: Phrase = async (wording, context) => {
    asked.push({ ...wording, context });
    return { text: `In other words: ${wording.text}`, by: "model" };
  };
  return { asked, phrase };
}

const labels = (heard: Partial<Activity>[]) => heard.map((message) => makeAiLabel(message) !== undefined);

describe("a turn offers to the model", () => {
  test("only causes, acknowledgements and the end, and at most one per turn", async () => {
    const { asked, phrase } = wordy();
    const { chat } = await openDesk({ phrase, channelId: "msteams" });
    const known = new Map(listPhrasables(tree).map((phrasable) => [phrasable.id, phrasable]));
    const messages = [
      ..."0x904 and 0x7;I am scared to break something;how;help;why;what have we tried;print".split(";"),
      ..."same error;why do you ask;over a VPN;done;same error;back;you stupid thing;not sure;nobody can connect".split(
        ";",
      ),
      ..."1;yes I am the admin;paste;I can't do this;done;same error;tried that already;it works".split(";"),
      ..."0x904;asap please;stop;0x204;yes, hand it over;one more thing;start over".split(";"),
    ];
    for (const words of messages) {
      const before = asked.length;
      await chat.user(words);
      expect(asked.length - before, words).toBeLessThanOrEqual(1);
      expect(labels(chat.heard).filter(Boolean).length, words).toBe(asked.length - before);
    }
    for (const { context: _, ...phrasable } of asked) expect(known.get(phrasable.id)).toEqual(phrasable);
    expect(new Set(asked.map(({ kind }) => kind))).toEqual(new Set(["explanation", "acknowledgement", "wrap-up"]));
  });

  test("an explanation first, then the end, then the last acknowledgement, and never a message with choices", () => {
    const explain = tree.causes["host-booting"]?.explain ?? "";
    const offered = (...wordings: (string | Wording)[]) => {
      const offer = findOffer(
        wordings.map((words) =>
          buildMessage(tree, typeof words === "string" ? talk(sentence("no-how"), words) : words),
        ),
      );
      return offer && [offer.at, offer.phrasable.id];
    };
    expect(offered(sentence("noted"), explain, sentence("closed.works"), sentence("skipped"))).toEqual([
      1,
      "cause:host-booting",
    ]);
    expect(offered(sentence("noted"), sentence("closed.works"), sentence("skipped"))).toEqual([1, "closed:works"]);
    expect(offered(sentence("noted"), sentence("skipped"), sentence("unclear", { words: "x" }))).toEqual([
      1,
      "skipped",
    ]);
    expect(offered({ kind: "step", move: "m", paragraphs: [explain], choices: [{ id: "a", label: "A" }] })).toBe(
      undefined,
    );
  });

  test("the acknowledgement of fright in one turn and the explanation of a cause in another", async () => {
    const { asked, phrase } = wordy();
    const { chat } = await openDesk({ phrase });
    await chat.user("I am afraid I break something");
    expect(asked.map(({ id }) => id)).toEqual(["talk:frightened"]);
    await chat.user("0x904");
    expect(asked.at(-1)?.id).toBe("cause:host-booting");
  });

  test("neither the greeting nor a masked password nor a failed turn", async () => {
    const { asked, phrase } = wordy();
    const { chat, store } = await openDesk({ phrase });
    await chat.user("", { type: "conversationUpdate", membersAdded: [{ id: "bot", name: "" }] });
    await chat.user("password: hunter2secret");
    store.cases.current = async () => {
      throw new Error("the disk is gone");
    };
    await chat.user("stop");
    chat.bot(sentence("failed"));
    expect(asked).toEqual([]);
  });
});

describe("the request for phrasing", () => {
  test("contains the message of this turn, its tone, and the hash of the tree", async () => {
    const { asked, phrase } = wordy();
    const { chat } = await openDesk({ phrase });
    await chat.user("0x904, and I need to get in right now");
    expect(asked[0]?.context).toMatchObject({
      said: "0x904, and I need to get in right now",
      tone: "hurried",
      treeHash: tree.hash,
    });
  });

  test("contains passwords only masked", async () => {
    const { asked, phrase } = wordy();
    const { chat } = await openDesk({ phrase });
    await chat.user("0x904 with password: hunter2secret");
    expect(asked).toHaveLength(1);
    expect(asked[0]?.context.said).not.toContain("hunter2secret");
  });

  test.each([
    ["you useless piece of junk", "annoyed"],
    ["I am scared", "worried"],
    ["this is urgent", "hurried"],
    ["it says 0x904", "calm"],
    ["", "calm"],
  ] as const)("%j sounds %s", (text, tone) => {
    expect(readTone(text)).toBe(tone);
  });

  test.each([
    ["msteams", 10_000],
    ["something-new", 10_000],
    ["reconnect", 15_000],
    ["terminal", Number.POSITIVE_INFINITY],
  ])("has on %s the time for which the channel waits, minus the time that has passed", async (channelId, waits) => {
    const { asked, phrase } = wordy();
    let now = 0;
    const { chat } = await openDesk({ phrase, channelId, ticks: () => (now += 1_500) });
    await chat.user("0x904");
    expect(asked[0]?.context.withinMs).toBe(waits - 1_500);
  });

  test("has no time left if the turn took longer than the channel waits", async () => {
    const { asked, phrase } = wordy();
    let now = 0;
    const { chat } = await openDesk({ phrase, channelId: "msteams", ticks: () => (now += 60_000) });
    await chat.user("0x904");
    expect(asked[0]?.context.withinMs).toBe(0);
  });
});

describe("a reworded message", () => {
  test("is marked in Teams, with numbered sources of the cause; other messages are not marked", async () => {
    const { chat } = await openDesk({ phrase: wordy().phrase, channelId: "msteams" });
    await chat.says("0x904 over a rustdesk tunnel", "did not help", "I can't do this");
    const [explained, ...others] = chat.heard;
    const sources = tree.causes["tunnel-or-proxy"]?.sources.map((id) => tree.sources[id]) ?? [];
    expect(explained?.text).toBe(
      `In other words: ${tree.causes["tunnel-or-proxy"]?.explain} ${sources.map((_, at) => `[${at + 1}]`).join(" ")}`,
    );
    const [label, ...more] = explained?.entities ?? [];
    expect(more).toEqual([]);
    expect(label).toMatchObject({
      type: "https://schema.org/Message",
      "@type": "Message",
      "@context": "https://schema.org",
      "@id": "",
      additionalType: ["AIGeneratedContent"],
    });
    expect(label?.citation).toHaveLength(sources.length);
    for (const [at, { position, appearance }] of label?.citation.entries() ?? []) {
      expect(position).toBe(at + 1);
      expect(appearance.url).toBe(sources[at]?.url);
      expect(appearance.name.length).toBeLessThanOrEqual(80);
      expect(appearance.abstract.length).toBeLessThanOrEqual(160);
    }
    for (const message of others) expect(message.entities).toBeUndefined();
  });

  test("has no sources if it explains no cause", async () => {
    const { chat } = await openDesk({ phrase: wordy().phrase, channelId: "msteams" });
    await chat.says("0x904", "this is stupid");
    const marked = chat.heard.filter((message) => makeAiLabel(message));
    expect(marked.map(({ text }) => text)).toEqual([`In other words: ${sentence("talk.insult")}`]);
    expect(makeAiLabel(marked[0] ?? {})).not.toHaveProperty("citation");
  });

  test("is readable on a channel without labels and links", async () => {
    const { chat } = await openDesk({ phrase: wordy().phrase });
    await chat.user("0x904");
    const { title, url } = tree.sources["ms-cannot-connect"] ?? { title: "", url: "" };
    chat.bot(
      "In other words: A computer",
      "nothing. [1]\n\nAI-generated wording.\n[1] ",
      `${title}: ${url}`,
      "To try:",
    );
    expect(chat.heard.flatMap(({ entities }) => entities ?? [])).toHaveLength(0);
  });

  test("is Markdown for Web Chat, which links the sources, and Markdown characters in its words are escaped", async () => {
    const phrase: Phrase = async ({ text }) => ({ text: `*${text}* [1](x) <b>`, by: "model" });
    const { chat } = await openDesk({ phrase, channelId: "reconnect" });
    await chat.user("0x904");
    const explained = chat.heard.find((message) => makeAiLabel(message));
    expect(explained?.textFormat).toBe("markdown");
    expect(explained?.text).toMatch(
      /^\\\*A computer .*nothing\\\.\\\* \\\[1\\\]\\\(x\\\) \\<b\\> \[1\]\n\n\[1\]: <https:/,
    );
    expect(makeAiLabel(explained ?? {})?.citation?.[0]).toMatchObject({
      position: 1,
      claimInterpreter: { slogan: sentence("worded-by-model") },
    });
  });

  test("never stands beside what was found and done at the end of a case", async () => {
    const { chat } = await openDesk({ phrase: wordy().phrase, channelId: "msteams" });
    await chat.says("0x904", "it works");
    expect(chat.text()).toBe(
      `Great, it works. What it was: ${tree.causes["host-booting"]?.title}.\n\nIf it comes back, write here.`,
    );
    await chat.says("0x904 again on another computer", "it works now, all on its own");
    expect(chat.text()).toBe(`In other words: ${sentence("closed.works")}`);
  });

  test("is marked in the transcript and in the ticket", async () => {
    const { chat, store, tickets } = await openDesk({ phrase: wordy().phrase });
    await chat.says("0x904", "technician", "yes");
    const [only] = await store.cases.list();
    const lines = await store.conversations.linesOfCase(only?.id ?? "");
    const explained = lines.find(({ text }) => text.startsWith("In other words: A computer"));
    expect(explained?.provenance).toMatchObject({ wording: "cause:host-booting", by: "model", cause: "host-booting" });
    expect(lines.filter(({ provenance }) => provenance && "by" in provenance)).toEqual([explained]);
    const [ticket] = await tickets();
    expect(ticket?.transcript.filter(({ by }) => by === "model").map(({ text }) => text)).toEqual([explained?.text]);
  });
});

describe("without a model", () => {
  test("a cause is explained once, in a separate message, and the card of a step contains only what to do", async () => {
    const { chat } = await openDesk({ channelId: "msteams" });
    const explain = tree.causes["host-booting"]?.explain ?? "";
    const explained = () => chat.heard.filter((message) => JSON.stringify(message).includes(explain));
    await chat.user("0x904");
    expect(explained()).toEqual([chat.heard.at(-2)]);
    expect(explained()[0]).toMatchObject({ text: explain });
    expect(JSON.stringify(chat.heard.at(-1)?.attachments)).toContain("wait three minutes");

    await chat.user("blah");
    expect(explained()).toEqual([]);
    await chat.user("why");
    expect(explained()).toEqual([chat.heard.at(-2)]);
    expect(explained()[0]).toMatchObject({ text: explain });
  });

  test("the fixed words go out unmarked, and the transcript records the id of the wording", async () => {
    const phrase: Phrase = async ({ text }) => ({ text, by: "template", why: "late" });
    const { chat, store } = await openDesk({ phrase, channelId: "msteams" });
    await chat.user("0x904");
    chat.bot(tree.causes["host-booting"]?.explain ?? "");
    expect(chat.heard.flatMap(({ entities }) => entities ?? [])).toEqual([]);
    const [only] = await store.cases.list();
    const explained = (await store.conversations.linesOfCase(only?.id ?? "")).find(({ text }) =>
      text.startsWith("A computer"),
    );
    expect(explained?.provenance).toMatchObject({ wording: "cause:host-booting" });
    expect(explained?.provenance).not.toHaveProperty("by");
  });

  test.each<[string, Phrase]>([
    ["rejects", () => Promise.reject(new Error("it may not"))],
    [
      "throws",
      () => {
        throw new Error("it may not");
      },
    ],
  ])("the fixed words go out if the model %s", async (_, phrase) => {
    const { chat } = await openDesk({ phrase });
    await chat.user("0x904");
    chat.bot(tree.causes["host-booting"]?.explain ?? "", "To try: The remote computer is still starting");
    await chat.user("same error");
    chat.bot("Does the connection go through");
  });
});

describe("while the model works,", () => {
  test("typing is shown at once and is not part of the transcript", async () => {
    const order: string[] = [];
    const phrase: Phrase = async ({ text }, { waiting }) => {
      waiting();
      order.push("asked");
      return { text, by: "template", why: "late" };
    };
    const { chat, store } = await openDesk({ phrase });
    await chat.user("0x904");
    expect(order).toEqual(["asked"]);
    expect(chat.heard.map(({ type }) => type)).toEqual(["typing", ...Array(4).fill("message")]);
    const [only] = await store.cases.list();
    const lines = await store.conversations.linesOfCase(only?.id ?? "");
    expect(lines.filter(({ who }) => who === "bot")).toHaveLength(4);
  });

  test("a call of `waiting` after the turn has no effect", async () => {
    const late: (() => void)[] = [];
    const phrase: Phrase = async ({ text }, { waiting }) => {
      late.push(waiting);
      return { text, by: "template", why: "late" };
    };
    const { chat } = await openDesk({ phrase });
    await chat.user("0x904");
    for (const waiting of late) waiting();
    await chat.user("same error");
    chat.bot("Does the connection go through");
  });
});
