import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { storeFile } from "../../src/store/openStore.ts";
import { emptyFolder, start } from "../support/process.ts";

const chat = (folder: string, ...words: string[]) => start("src/commands/chat.ts", words, { DATA_DIR: folder });

test("a conversation in the terminal goes on where it was after kill -9", async () => {
  const folder = emptyFolder();
  const first = chat(folder);
  await first.until("Ctrl+D leaves");
  first.type("0x904 0x7");
  await first.until("still starting");
  first.type("same error");
  await first.until("Does the connection go through");
  first.child.kill("SIGKILL");
  expect(await first.ended).toBe("SIGKILL");

  const second = chat(folder);
  await second.until("Going on where we were");
  await second.until("Does the connection go through");
  second.type("a vpn");
  await second.until("Who gets in and who does not?");
  second.child.stdin?.end();
  expect(await second.ended).toBe(0);
});

test("what was answered but not shown when it was killed is shown at the next start", async () => {
  const folder = emptyFolder();
  const first = chat(folder);
  await first.until("Ctrl+D leaves");
  first.type("0x904 0x7");
  first.type("same error");
  first.type("a vpn");
  await first.until("still starting");
  first.child.kill("SIGKILL");
  await first.ended;

  const second = chat(folder);
  await second.until("Going on where we were");
  second.type("what have we tried");
  await second.until("error code 0x904");
});

test("a ticket made in the terminal is there for the technician", async () => {
  const folder = emptyFolder();
  const talk = chat(folder);
  await talk.until("Ctrl+D leaves");
  talk.type("0x904 over rustdesk, technician please");
  await talk.until("This is passed on");
  talk.type("yes");
  const said = await talk.until("Your reference is");
  await talk.until("withdraw");
  talk.child.stdin?.end();
  await talk.ended;
  const reference = /RC-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(talk.printed() || said)?.[0] ?? "";

  const shown = start("src/commands/ticket.ts", ["show", reference], { DATA_DIR: folder });
  expect(await shown.ended).toBe(0);
  expect(shown.printed()).toContain("tunnel");
  expect(shown.printed()).toContain("technician please");
});

test("conversations have names, and can be listed", async () => {
  const folder = emptyFolder();
  const talk = chat(folder, "--case", "caller-17");
  talk.type("0x904");
  await talk.until("still starting");
  talk.child.stdin?.end();
  await talk.ended;

  const listed = chat(folder, "--list");
  await listed.ended;
  expect(listed.printed()).toContain("caller-17");
});

test("a wrong word on the command line shows the usage", async () => {
  const wrong = chat(emptyFolder(), "--nonsense");
  expect(await wrong.ended).toBe(1);
  expect(wrong.printed()).toContain("npm run chat -- --case <name>");
});

test("a tree that cannot be used stops the start with its mistake", async () => {
  const wrong = start("src/commands/chat.ts", [], { DATA_DIR: emptyFolder(), TREE_FILE: "/nowhere/tree.yaml" });
  expect(await wrong.ended).toBe(1);
  expect(wrong.printed()).toContain("there is no such file");
});

test("last words of a closed conversation that were not shown are shown at the next start, once", async () => {
  const folder = emptyFolder();
  const first = chat(folder);
  first.type("0x904");
  first.type("it works");
  first.child.stdin?.end();
  await first.ended;
  const database = new DatabaseSync(storeFile(folder), { timeout: 5_000 });
  database.exec("update lines set sent = 0 where row = (select max(row) from lines)");
  database.close();

  for (const times of [1, 0]) {
    const next = chat(folder, "--no-colour");
    next.child.stdin?.end();
    expect(await next.ended).toBe(0);
    expect(next.printed().split("What it was").length - 1).toBe(times);
  }
});

test("a turn that fails is said on the screen, and the conversation goes on", async () => {
  const folder = emptyFolder();
  const talk = chat(folder);
  await talk.until("Ctrl+D leaves");
  talk.type("0x904");
  await talk.until("still starting");
  const database = new DatabaseSync(storeFile(folder), { timeout: 5_000 });
  database.exec("alter table taken rename to gone");
  talk.type("same error");
  await talk.until("Something went wrong on our side");
  database.exec("alter table gone rename to taken");
  database.close();
  talk.type("same error");
  await talk.until("Does the connection go through");
  talk.child.stdin?.end();
  expect(await talk.ended).toBe(0);
});
