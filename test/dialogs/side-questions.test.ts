/** A question on the side gets its answer at every place of the conversation, and decides nothing. */
import { describe, expect, test } from "vitest";
import type { Event } from "../../knowledge/case/events.ts";
import { next } from "../../knowledge/case/next.ts";
import { findSideAnswer } from "../../knowledge/reading/findSideAnswer.ts";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

const tree = loadTree();

type Desk = Awaited<ReturnType<typeof openDesk>>;

const toTheName = [
  "from home over vpn I get 0x904 0x7, everybody in the office is fine",
  "I can't run a script",
  "windows server 2019, nothing changed, I am no administrator",
];
const places: Record<string, string[]> = {
  "the first question": ["hello"],
  "several questions": ["0x904 0x7"],
  "one question": ["0x904 0x7", "one at a time, please"],
  "a yes or no": ["0x904 0x7, my money is on our antivirus"],
  "a report": ["0x904 0x7, server 2019, nobody gets in, same lan, nothing changed", "yes, i am admin there"],
  "a computer's name": toTheName,
  "a test": [...toTheName, "I can't tell"],
  "a neighbouring fault": ["it says 0x204"],
  "the offer of a technician": ["0x904 0x7", "technician"],
  "an offer after nonsense": ["0x904 0x7", "bla bla bla", "asdf asdf"],
  "waiting for a technician": ["0x904 0x7", "technician", "yes"],
  "after the end": ["0x904 0x7", "it works now, thanks"],
};

const questions: Record<string, string> = {
  "do I have to pay?": "I cost you nothing",
  "can they see my screen?": "Not through this chat",
  "what would the technician do?": "A technician is a person at your help desk",
  "How do I copy the message?": 'Click "See details"',
  "will they call me?": "The way your help desk usually does",
  "who is behind this bot?": "Your help desk runs me",
  "how do I know if I'm an admin?": "S-1-5-32-544",
  "what is a bastion?": "A bastion, or jump server",
  "can my boss read this?": "kept on your help desk's own server",
  "what if it doesn't work?": "Then tell me.",
};

const readHistory = async ({ store }: Desk): Promise<readonly Event[]> => {
  const [listed] = await store.cases.list();
  return (listed && (await store.cases.find(listed.id))?.history) ?? [];
};
const start = async (...said: string[]): Promise<Desk> => {
  const desk = await openDesk({ treeFile: embeddedTree });
  await desk.chat.says(...said);
  return desk;
};

describe.each(Object.entries(places))("at %s", (_, place) => {
  test.each(Object.entries(questions))('"%s" is answered, and nothing else happens', async (question, answer) => {
    const desk = await start(...place);
    const before = await readHistory(desk);
    const tickets = await desk.tickets();
    await desk.chat.user(question);
    desk.chat.bot(answer);
    const history = await readHistory(desk);
    expect(next(tree, history).key).toBe(next(tree, before).key);
    expect(history.slice(before.length).map(({ kind }) => kind)).toEqual(["not-understood"]);
    expect(await desk.tickets()).toHaveLength(tickets.length);
  });

  test.each(["What?", "huh", "wdym", "I don't get it", "Why?", "What have we tried?"])(
    '"%s" gets a reply of its own and leaves the case where it is',
    async (question) => {
      const desk = await start(...place);
      const before = await readHistory(desk);
      await desk.chat.user(question);
      desk.chat.botDoesNotSay("I don't know what to make of");
      desk.chat.botDoesNotSay("no-how");
      expect(desk.chat.text()).not.toBe("");
      const history = await readHistory(desk);
      expect(next(tree, history).key).toBe(next(tree, before).key);
    },
  );
});

describe("our own first button", () => {
  test.each(["several questions", "one question", "a report", "a computer's name", "the offer of a technician"])(
    '"It says another code" asks for the code at %s',
    async (place) => {
      const desk = await start(...(places[place] ?? []), "It says another code");
      desk.chat.bot("What does it say now?");
    },
  );
});

describe('"What?" explains the last sentence', () => {
  test("a question", async () => {
    const desk = await start("0x904 0x7", "one at a time, please", "What?");
    desk.chat.bot("It shows where to look first", "Ask a colleague to connect to the same computer");
  });

  test("words that were not understood", async () => {
    const desk = await start("0x904 0x7", "one at a time, please", "and so on and so forth", "what do you mean?");
    desk.chat.bot("I asked: Who gets in and who doesn't?");
  });

  test("an answer on the side", async () => {
    const desk = await start("0x904 0x7", "one at a time, please", "what is a bastion?", "I don't get it");
    desk.chat.bot('That was my answer to "What is a bastion?"', "What I still need: Who gets in and who doesn't?");
  });

  test("a step", async () => {
    const desk = await start(...(places["a test"] ?? []), "I don't understand this step");
    desk.chat.bot("It shows whether the network you're on is the cause.", "You should see:");
  });

  test("the offer of a technician", async () => {
    const desk = await start("0x904 0x7", "technician", "huh?");
    desk.chat.bot("A technician is a person at your help desk.", "nothing is handed over");
    expect(await desk.tickets()).toEqual([]);
  });

  test("the wait", async () => {
    const desk = await start("0x904 0x7", "technician", "yes", "what?");
    desk.chat.bot("A technician takes it from here");
  });
});

describe("at the offer of a technician", () => {
  test.each([
    ["how long will that take?", "I can't promise a time. No technician is at the desk right now."],
    ["is someone there right now?", "I can't promise a time. No technician is at the desk right now."],
    ["why a technician?", "You asked for one"],
    ["what happens if I say no?", "Then nothing is handed over"],
    ["would they restart my computer?", "How they do it is up to your help desk"],
    ["do fish sleep?", "That's something I don't know, but a technician may."],
    ["who reads this?", "Its technicians can read what's handed over to them"],
  ])('"%s" gets its own answer and hands nothing over', async (question, answer) => {
    const desk = await start("0x904 0x7", "technician", question);
    desk.chat.bot(answer);
    expect(await desk.tickets()).toEqual([]);
  });

  test("a yes with a question is a yes, and the question is answered", async () => {
    const desk = await start("0x904 0x7", "technician", "Yes. What do they do then?");
    desk.chat.bot("Your reference is");
    expect(await desk.tickets()).toHaveLength(1);
  });
});

describe("a message with a question and an answer takes both", () => {
  test("at a question", async () => {
    const desk = await start("0x904 0x7", "one at a time, please", "No one gets in. What is a gateway?");
    desk.chat.bot("A Remote Desktop Gateway is a server");
    expect(await readHistory(desk)).toContainEqual(
      expect.objectContaining({ kind: "answered", fact: "who-is-hit", answers: ["everyone"] }),
    );
  });

  test("at a test", async () => {
    const desk = await start(...(places["a test"] ?? []), "No, the same message. Why?");
    desk.chat.bot("It shows whether the network");
    expect(await readHistory(desk)).toContainEqual(
      expect.objectContaining({ kind: "answered", fact: "other-network-works", answers: ["no"] }),
    );
  });

  test("in the first message, with two questions", async () => {
    const desk = await start("what is 0x904 and how do I fix it? we come over the vpn and nobody gets in");
    desk.chat.bot("Socket closed", "That depends on which side hangs up");
    const facts = (await readHistory(desk)).flatMap((event) => (event.kind === "answered" ? [event.fact] : []));
    expect(facts).toEqual(expect.arrayContaining(["who-is-hit", "goes-through"]));
  });
});

describe("after the end", () => {
  test.each(["what was the cause?", "what have we tried?", "will it come back?"])(
    '"%s" opens no new case',
    async (question) => {
      const desk = await start(...(places["after the end"] ?? []), question);
      desk.chat.botDoesNotSay("What does the window say?");
      expect(await desk.store.cases.list()).toHaveLength(1);
    },
  );

  test("the same error opens one", async () => {
    const desk = await start(...(places["after the end"] ?? []), "it says 0x904 0x7 again, why?");
    desk.chat.bot("A few short questions");
  });
});

describe("a question that no answer fits", () => {
  test("is not guessed at, and a suspicion is taken as one", async () => {
    const desk = await start(...(places["one question"] ?? []), "could it be the switch in our cellar");
    desk.chat.bot("It may be. I don't guess");
    await desk.chat.user("will my cat like the weather tomorrow");
    desk.chat.bot("That's something I don't know.");
  });

  test("goes to the technicians who have the case", async () => {
    const desk = await start(...(places["waiting for a technician"] ?? []), "who waters the plants meanwhile");
    desk.chat.bot("I can't answer that, but it's added to RC-8");
  });

  test("opens no new case after the end", async () => {
    const desk = await start(...(places["after the end"] ?? []), "who waters my plants");
    desk.chat.bot("That's something I don't know.");
    expect(await desk.store.cases.list()).toHaveLength(1);
  });
});

describe("a question without a question mark is no answer", () => {
  test.each([
    ["should i log off first", "On your own PC, no"],
    ["can he keep working in the meantime", "If you can, try once from another device"],
    ["do i have to restart before i try", "No. Just try to connect."],
  ])('"%s" leaves the check open', async (question, answer) => {
    const desk = await start(...(places["a test"] ?? []), "done");
    const before = await readHistory(desk);
    await desk.chat.user(question);
    desk.chat.bot(answer, "Does it connect now?");
    expect((await readHistory(desk)).slice(before.length).map(({ kind }) => kind)).toEqual(["not-understood"]);
  });
});

describe("a person who waits for a call", () => {
  const offer = ["0x904 0x7", "technician"];

  test("reads whether technicians answer here, at which contact they reach them, and what the desk says", async () => {
    const { chat } = await start(...offer, "I'm Eve, 0151 2345678", "how long til someone calls me");
    chat.bot("They answer here in this chat", "0151 2345678", "No technician is at the desk right now");
    await chat.says("yes", "when will they call?");
    chat.bot("They answer here in this chat", "0151 2345678");
  });

  test("is asked for a number if there is none", async () => {
    const { chat } = await start(...offer, "when does somebody call me back");
    chat.bot("If you want a call, write your number here.");
  });

  test("is told that the answer comes elsewhere if it does", async () => {
    const { chat } = await openDesk({ treeFile: embeddedTree, hasDesk: false });
    await chat.says(...offer, "how long til someone calls me");
    chat.bot("They contact you outside this chat.");
  });

  test("gets the urgent way, and the usual one if none is configured", async () => {
    const { chat } = await start(...offer, "yes", "what if noone comes");
    chat.bot("If it can't wait, reach the service desk at ext. 4000 (8 to 18 h).");
    const without = await openDesk({ treeFile: embeddedTree, helpDesk: { name: "the service desk" } });
    await without.chat.says(...offer, "yes", "what if noone comes");
    without.chat.bot("contact your help desk the way you usually do");
  });
});

test("every answer of the tree is found by each of its questions", () => {
  for (const [id, { asks }] of Object.entries(tree.answers))
    for (const phrase of asks) {
      const question = phrase.replace(/(\S+?)(?:\/\S+)+/g, "$1");
      expect(findSideAnswer(tree, question), question).toBe(id);
    }
});
