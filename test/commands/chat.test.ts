import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { chat as command } from "../../src/commands/chat.ts";
import { ticket } from "../../src/commands/ticket.ts";
import { findStoreFile } from "../../src/store/openStore.ts";
import { begin, run } from "../support/command.ts";
import { emptyFolder, start } from "../support/process.ts";

const chat = (folder: string, ...words: string[]) => begin(command, words, { env: { DATA_DIR: folder } });
/** Runs in a separate process, which can be killed. */
const program = (folder: string, ...words: string[]) => start("src/commands/chat.ts", words, { DATA_DIR: folder });

test("a conversation in the terminal continues after kill -9", async () => {
  const folder = emptyFolder();
  const first = program(folder);
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
  second.leave();
  expect((await second.ended).status).toBe(0);
});

test("an answer that was stored but not shown before a kill is shown at the next start", async () => {
  const folder = emptyFolder();
  const first = program(folder);
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
  second.leave();
  await second.ended;
});

test("a technician can see a ticket from the terminal", async () => {
  const folder = emptyFolder();
  const talk = chat(folder);
  await talk.until("Ctrl+D leaves");
  talk.type("0x904 over rustdesk, technician please");
  await talk.until("Not handed over yet");
  talk.type("yes");
  await talk.until("Your reference is");
  await talk.until("withdraw");
  talk.leave();
  await talk.ended;
  const reference = /RC-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(talk.printed())?.[0] ?? "";

  const shown = await run(ticket, ["show", reference], { env: { DATA_DIR: folder } });
  expect(shown.status).toBe(0);
  expect(shown.out).toContain("tunnel");
  expect(shown.out).toContain("technician please");
});

test("conversations have names, and can be listed", async () => {
  const folder = emptyFolder();
  const talk = chat(folder, "--case", "caller-17");
  talk.type("0x904");
  await talk.until("still starting");
  talk.leave();
  await talk.ended;

  const listed = chat(folder, "--list");
  await listed.ended;
  expect(listed.printed()).toContain("caller-17");
});

test("a wrong argument prints the usage", async () => {
  const wrong = chat(emptyFolder(), "--nonsense");
  expect(await wrong.ended).toMatchObject({ status: 1 });
  expect(wrong.printed()).toContain("npm run chat -- --case <name>");
});

test("an invalid tree stops the start and names the mistake", async () => {
  const env = { DATA_DIR: emptyFolder(), TREE_FILE: "/nowhere/tree.yaml" };
  const wrong = await run(command, [], { env });
  expect(wrong.status).toBe(1);
  expect(wrong.err).toContain("the file does not exist");
});

test("unshown last messages of a closed conversation are shown once, at the next start", async () => {
  const folder = emptyFolder();
  const first = chat(folder);
  first.type("0x904");
  first.type("it works");
  first.leave();
  await first.ended;
  const database = new DatabaseSync(findStoreFile(folder), { timeout: 5_000 });
  database.exec("update lines set sent = 0 where row = (select max(row) from lines)");
  database.close();

  for (const times of [1, 0]) {
    const next = chat(folder, "--no-colour");
    next.leave();
    expect(await next.ended).toMatchObject({ status: 0 });
    expect(next.printed().split("What it was").length - 1).toBe(times);
  }
});

test("a failed turn is reported on the screen, and the conversation continues", async () => {
  const folder = emptyFolder();
  const talk = chat(folder);
  await talk.until("Ctrl+D leaves");
  talk.type("0x904");
  await talk.until("still starting");
  const database = new DatabaseSync(findStoreFile(folder), { timeout: 5_000 });
  database.exec("alter table taken rename to gone");
  talk.type("same error");
  await talk.until("Something went wrong on our side");
  database.exec("alter table gone rename to taken");
  database.close();
  talk.type("same error");
  await talk.until("Does the connection go through");
  talk.leave();
  expect(await talk.ended).toMatchObject({ status: 0 });
});
