import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ticket as command, runTicketCommand } from "../../src/commands/ticket.ts";
import { findStoreFile, openStore } from "../../src/store/openStore.ts";
import { makeStanding } from "../../src/store/tickets.ts";
import { renderTicket } from "../../src/tickets/renderTicket.ts";
import { summarizeForList } from "../../src/tickets/ticketInWords.ts";
import { packageSchemaText } from "../../src/tickets/ticketPackage.ts";
import { turn, withTree } from "../store/turns.ts";
import { run } from "../support/command.ts";
import { makeTicket } from "../support/ticket.ts";

/** A package with as many lines as there were at the hand-over. */
const ticket = makeTicket({ transcript: makeTicket().transcript.slice(0, 2) });
const { reference } = ticket;

describe("npm run ticket", () => {
  test("lists tickets, shows one with the messages since, prints JSON, and helps with a mistyped reference", async () => {
    const store = await withTree(await openStore(":memory:"));
    expect(await runTicketCommand(["list"], store)).toEqual({ text: "There are no tickets.\n", exitCode: 0 });
    const record = {
      reference: "RC-7K3F-2QW9",
      caseId: "case of k1",
      key: "k1",
      revision: 1,
      ...summarizeForList(ticket),
      at: new Date(1000).toISOString(),
      package: ticket,
    };
    await store.commit(turn(0, { tickets: [record] }));
    const { cases, ...second } = turn(2, { from: 1, bot: 0 });
    const standing = makeStanding(ticket.at, { state: "with-technician", by: "Kim", urgency: "now", openChanges: 1 });
    await store.commit({ ...second, cases: cases.map((one) => ({ ...one, ticket: { ...standing, reference } })) });

    expect((await runTicketCommand(["list"], store)).text).toBe(
      "RC-7K3F-2QW9  1970-01-01 00:00 UTC  with-technician (Kim)  NOW  Teams  Ana Sommer, on behalf of Bo in accounting  0x904 / 0x7  1 OPEN CHANGE\n",
    );
    const shown = await runTicketCommand(["show", "RC-7K3F-2QW9"], store);
    expect(shown.exitCode).toBe(0);
    expect(shown.text).toMatch(/ADDED SINCE\n {2}1970-01-01 00:00 UTC person\n {4}person 2\n$/);
    expect(JSON.parse((await runTicketCommand(["show", "RC-7K3F-2QW9", "--json"], store)).text)).toEqual({
      ...ticket,
      added: [{ who: "person", at: new Date(2000).toISOString(), text: "person 2" }],
    });
    expect(await runTicketCommand(["show", "t12"], store)).toEqual({
      text: "There is no ticket t12.\n  → similar: RC-7K3F-2QW9; list all: npm run ticket -- list\n",
      exitCode: 1,
    });
    for (const words of [
      [],
      ["show"],
      ["list", "x"],
      ["show", "a", "b"],
      ["toString"],
      ["show", "RC-7K3F-2QW9", "--jsno"],
      ["replay"],
      ["replay", "RC-7K3F-2QW9", "--json"],
      ["list", "--json"],
    ]) {
      expect(await runTicketCommand(words, store)).toMatchObject({
        exitCode: 1,
        text: expect.stringContaining("npm run ticket -- show"),
      });
    }
    await store.close();
  });

  test("finds the messages since by position, even within the second of the hand-over", async () => {
    const store = await withTree(await openStore(":memory:"));
    const at = new Date(5000).toISOString();
    await store.commit(
      turn(0, {
        tickets: [
          {
            reference: "RC-7K3F-2QW9",
            caseId: "case of k1",
            key: "k1",
            revision: 1,
            at,
            ...summarizeForList(ticket),
            package: ticket,
          },
        ],
      }),
    );
    await store.commit(turn(1, { bot: 0 }));
    expect((await runTicketCommand(["show", "RC-7K3F-2QW9"], store)).text).toContain("person 1");
    await store.close();
  });

  test("prints JSON without terminal control characters and with the same content", async () => {
    const store = await withTree(await openStore(":memory:"));
    const person = { id: "u1", name: "A\u001b[2J\u009b31m\u202eevil\u2066\u007f" };
    const at = ticket.at;
    const record = {
      reference: "RC-7K3F-2QW9",
      caseId: "case of k1",
      key: "k1",
      revision: 1,
      ...summarizeForList(ticket),
      at,
      package: { ...ticket, person },
    };
    await store.commit(turn(0, { tickets: [record] }));
    const { text } = await runTicketCommand(["show", "RC-7K3F-2QW9", "--json"], store);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(JSON.parse(text).person).toEqual(person);
    await store.close();
  });

  test("the program reads the configured folder, and a mistake gives a sentence and exit code 1", async () => {
    const folder = mkdtempSync(join(tmpdir(), "reconnect-ticket-"));
    const store = await withTree(await openStore(findStoreFile(folder)));
    const record = {
      reference: "RC-7K3F-2QW9",
      caseId: "case of k1",
      key: "k1",
      revision: 1,
      ...summarizeForList(ticket),
      at: ticket.at,
      package: ticket,
    };
    await store.commit(turn(0, { tickets: [record] }));
    await store.close();

    const env = { DATA_DIR: folder };
    expect(await program(["show", "RC-7K3F-2QW9"], env)).toMatchObject({ code: 0, out: renderTicket(ticket), err: "" });
    expect(await run(command, ["show", "RC-7K3F-2QW9"], { env })).toMatchObject({
      status: 0,
      out: renderTicket(ticket),
    });
    expect(await run(command, ["show", "T-21"], { env })).toMatchObject({
      status: 1,
      out: "",
      err: expect.stringContaining("RC-7K3F-2QW9"),
    });
    expect(await run(command, ["list"], { env: { ...env, PORT: "x" } })).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^the environment is not a valid configuration\n✖ PORT is "x"/),
    });
    const elsewhere = join(folder, "not there");
    expect(await run(command, ["list"], { env: { DATA_DIR: elsewhere } })).toMatchObject({
      status: 1,
      out: "",
      err: expect.stringContaining("There is no store in DATA_DIR"),
    });
    expect(existsSync(elsewhere)).toBe(false);
    const schema = await run(command, ["schema"], { env: { DATA_DIR: elsewhere } });
    expect(schema).toMatchObject({ status: 0, out: packageSchemaText() });
    rmSync(folder, { recursive: true });
  });
});

function program(words: string[], env: Record<string, string>): Promise<{ code: unknown; out: string; err: string }> {
  const script = fileURLToPath(new URL("../../src/commands/ticket.ts", import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });
}
