import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ticketCommand } from "../../src/commands/ticket.ts";
import { renderTicket, type TicketPackage } from "../../src/escalation/renderTicket.ts";
import { openStore, storeFile } from "../../src/store/openStore.ts";
import { turn, withTree } from "./turns.ts";

const ticket: TicketPackage = {
  version: 1,
  reference: "T-12",
  at: "2026-03-02T09:30:00.000Z",
  tree: { id: "rdp-0x904", version: "1.0.0", hash: "0123456789abcdef" },
  channel: "msteams",
  person: { id: "u1", name: "Ana", onBehalf: "Bo in accounting" },
  reason: { id: "end-of-tree", text: "the next steps need an administrator of the server" },
  fault: {
    codes: [
      { kind: "disconnect", hex: "0x904", name: "network error" },
      { kind: "extended", hex: "0x7" },
    ],
  },
  facts: [
    {
      fact: "who-is-hit",
      question: "Does it happen to everyone?",
      answer: "everyone",
      label: "To everyone",
      origin: "said",
      words: "all of us",
    },
    { fact: "vpn", question: "Is a VPN on?", answer: "no", label: "No VPN", origin: "chosen", words: "No VPN" },
  ],
  suspects: [
    { cause: "tunnel", title: "A VPN cuts the connection", standing: "ruled-out", because: ["no VPN is on"] },
    {
      cause: "certificate-stale",
      title: "The server's certificate is stale",
      standing: "likely",
      because: ["it happens to everyone"],
    },
    { cause: "clock", title: "A clock is wrong", standing: "possible", because: [] },
    { cause: "tls", title: "No shared TLS version", standing: "possible", because: [] },
  ],
  tried: [
    {
      what: "cause:still-starting",
      title: "The computer is still starting",
      steps: [{ step: "wait", do: "Wait three minutes and try again", result: "done" }],
      result: "did not help",
    },
  ],
  openChanges: [
    {
      step: "nla-off",
      do: "Network Level Authentication was turned off for one attempt",
      run: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name UserAuthentication -Value 0",
      undo: {
        do: "Turn it on again",
        run: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\RDP-Tcp' -Name UserAuthentication -Value 1",
      },
    },
  ],
  notAllowed: [
    {
      cause: "certificate-stale",
      title: "The server's certificate is stale",
      steps: [
        {
          step: "renew",
          do: "Have Windows make a new one",
          warning: "Everyone is disconnected.",
          run: "Restart-Service TermService",
          who: "server-admin",
          where: "remote-pc",
        },
      ],
    },
  ],
  looks: [
    { look: "server-log", do: "Read the server's log", run: "Get-WinEvent -LogName System", learns: ["server-log"] },
  ],
  transcript: [
    { who: "person", at: "2026-03-02T09:15:00.000Z", text: "it says error code 0x904\nsince Monday" },
    { who: "bot", at: "2026-03-02T09:15:01.000Z", text: "Does it happen to everyone?" },
  ],
};

describe("a technician reading a ticket", () => {
  test("meets the fault, open changes with their undo, suspects and the next commands on one screen", () => {
    const lines = renderTicket(ticket).split("\n");
    const places = ["FAULT", "!!! OPEN CHANGES", "SUSPECTS", "NEXT", "TRIED", "FACTS", "TRANSCRIPT"].map((title) =>
      lines.findIndex((line) => line.startsWith(title)),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(lines.indexOf("TRIED")).toBeLessThan(40);
    expect(renderTicket(ticket)).toMatchInlineSnapshot(`
      "TICKET T-12   2026-03-02 09:30 UTC   Ana, on behalf of Bo in accounting   (msteams)
      Handed over: the next steps need an administrator of the server
      Tree: rdp-0x904 1.0.0 (0123456789ab)

      FAULT
        disconnect 0x904 (network error), extended 0x7
        First words: "it says error code 0x904 since Monday"

      !!! OPEN CHANGES: PUT THESE BACK !!!
        1. Done and not undone: Network Level Authentication was turned off for one attempt
           (was run: Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name UserAuthentication -Value 0)
           UNDO: Turn it on again
             Set-ItemProperty -Path 'HKLM:\\SYSTEM\\RDP-Tcp' -Name UserAuthentication -Value 1

      SUSPECTS
        LIKELY (it happens to everyone): The server's certificate is stale
        possible (nothing known for or against): A clock is wrong; No shared TLS version
        ruled out (no VPN is on): A VPN cuts the connection

      NEXT
        Look (changes nothing): Read the server's log
            Get-WinEvent -LogName System
        The server's certificate is stale: steps this person could not do
          WARNING: Everyone is disconnected.
          1. Have Windows make a new one [server-admin, remote-pc]
               Restart-Service TermService

      TRIED
        The computer is still starting: did not help
          1. Wait three minutes and try again -> done

      FACTS
        Does it happen to everyone?
          = To everyone (said: "all of us")
        Is a VPN on?
          = No VPN (chosen)

      TRANSCRIPT
        2026-03-02 09:15 UTC  person
          it says error code 0x904
          since Monday
        2026-03-02 09:15 UTC  bot
          Does it happen to everyone?
      "
    `);
  });

  test("finds every command to copy whole on a line of its own, and no other line longer than 100 columns", () => {
    const long = { ...ticket, reason: { id: "x", text: "because ".repeat(40) } };
    const lines = renderTicket(long).split("\n");
    const commands = [ticket.openChanges[0]?.undo.run, ticket.looks[0]?.run, "Restart-Service TermService"];
    for (const command of commands) expect(lines.map((line) => line.trim())).toContain(command);
    const prose = lines.filter((line) => !commands.includes(line.trim()) && !line.includes("(was run: "));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("is not fooled by what was pasted: no escape sequence, no turned-around text reaches the terminal", () => {
    const nasty = "\u001b[2J\u001b]0;owned\u0007 \u202eevil\u0000\u009b31m";
    const attacked = JSON.parse(JSON.stringify(ticket), (_, value) =>
      typeof value === "string" && value !== "likely" ? value + nasty : value,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(renderTicket(attacked)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe("npm run ticket", () => {
  test("lists, shows with what was added since, prints JSON, and helps with a mistyped reference", async () => {
    const store = await withTree(await openStore(":memory:"));
    expect(await ticketCommand(["list"], store)).toEqual({ text: "There are no tickets.\n", exitCode: 0 });
    const record = {
      reference: "T-12",
      caseId: "case of k1",
      key: "k1",
      at: new Date(1000).toISOString(),
      package: ticket,
    };
    await store.commit(turn(0, { tickets: [record] }));
    await store.commit(turn(2, { from: 1, bot: 0 }));

    expect((await ticketCommand(["list"], store)).text).toBe(
      "T-12  1970-01-01 00:00 UTC  msteams  Ana, on behalf of Bo in accounting  0x904 / 0x7  1 OPEN CHANGE\n",
    );
    const shown = await ticketCommand(["show", "T-12"], store);
    expect(shown.exitCode).toBe(0);
    expect(shown.text).toMatch(/ADDED SINCE\n {2}1970-01-01 00:00 UTC {2}person\n {4}person 2\n$/);
    expect(JSON.parse((await ticketCommand(["show", "T-12", "--json"], store)).text)).toEqual({
      ...ticket,
      added: [{ who: "person", at: new Date(2000).toISOString(), text: "person 2" }],
    });
    expect(await ticketCommand(["show", "t12"], store)).toEqual({
      text: "There is no ticket t12.\n  → nearest: T-12; all of them: npm run ticket -- list\n",
      exitCode: 1,
    });
    for (const words of [
      [],
      ["show"],
      ["list", "x"],
      ["show", "a", "b"],
      ["toString"],
      ["show", "T-12", "--jsno"],
      ["list", "--json"],
    ]) {
      expect(await ticketCommand(words, store)).toMatchObject({
        exitCode: 1,
        text: expect.stringContaining("npm run ticket -- show"),
      });
    }
    await store.close();
  });

  test("counts what was added by its place, also within the second of the hand-over", async () => {
    const store = await withTree(await openStore(":memory:"));
    const at = new Date(5000).toISOString();
    await store.commit(
      turn(0, { tickets: [{ reference: "T-12", caseId: "case of k1", key: "k1", at, package: ticket }] }),
    );
    await store.commit(turn(1, { bot: 0 }));
    expect((await ticketCommand(["show", "T-12"], store)).text).toContain("person 1");
    await store.close();
  });

  test("prints JSON that no terminal obeys and that says the same", async () => {
    const store = await withTree(await openStore(":memory:"));
    const person = { id: "u1", name: "A\u001b[2J\u009b31m\u202eevil\u2066\u007f" };
    const at = ticket.at;
    const record = { reference: "T-12", caseId: "case of k1", key: "k1", at, package: { ...ticket, person } };
    await store.commit(turn(0, { tickets: [record] }));
    const { text } = await ticketCommand(["show", "T-12", "--json"], store);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(JSON.parse(text).person).toEqual(person);
    await store.close();
  });

  test("runs as a program: reads the configured folder, and a mistake is a sentence and exit code 1", async () => {
    const folder = mkdtempSync(join(tmpdir(), "reconnect-ticket-"));
    const store = await withTree(await openStore(storeFile(folder)));
    const record = { reference: "T-12", caseId: "case of k1", key: "k1", at: ticket.at, package: ticket };
    await store.commit(turn(0, { tickets: [record] }));
    await store.close();

    expect(await program(["show", "T-12"], { DATA_DIR: folder })).toMatchObject({
      code: 0,
      out: renderTicket(ticket),
      err: "",
    });
    expect(await program(["show", "T-21"], { DATA_DIR: folder })).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("T-12"),
    });
    const wrong = await program(["list"], { DATA_DIR: folder, PORT: "x" });
    expect(wrong).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^the environment is not a valid configuration\n✖ PORT is "x"/),
    });
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
