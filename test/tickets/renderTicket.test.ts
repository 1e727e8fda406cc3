import { describe, expect, test } from "vitest";
import { renderTicket } from "../../src/tickets/renderTicket.ts";
import { makeTicket } from "../support/ticket.ts";

const ticket = makeTicket();

describe("a technician reading a ticket", () => {
  test("meets open changes with their undo, the fault, suspects, what was tried and the next commands on one screen", () => {
    const lines = renderTicket(ticket).split("\n");
    const titles = ["!!! 1 OPEN CHANGE", "NEXT", "FAULT", "SUSPECTS", "TRIED", "KNOWN", "CONVERSATION"];
    const places = titles.map((title) => lines.findIndex((line) => line.startsWith(title)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(lines.indexOf("KNOWN")).toBeLessThan(48);
    expect(renderTicket(ticket)).toMatchInlineSnapshot(`
      "TICKET RC-7K3F-2QW9 2026-03-02 09:30 UTC
      From: Ana Sommer, on behalf of Bo in accounting (Teams)
      Reach them: ext. 4711 or ana.sommer@corp.test
      Computer: srv-fibu, Server 2019, reached by: VPN
      Since: since Monday
      Affected: To everyone
      Urgency: today
      Impact: I cannot write invoices
      Suspect: The server's certificate is stale (because: it happens to everyone)
      Handed over: the next steps need an administrator of the server
      Open it at the desk: https://help.corp.test/desk/tickets/RC-7K3F-2QW9
      The person kept back 1 thing.
      Tree: rdp-0x904 1.0.0 (0123456789ab)

      !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
      !!! 1 OPEN CHANGE: PUT THIS BACK !!!
        1. Still in place: Network Level Authentication was turned off for one attempt
           (done with: Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name UserAuthentication -Value 0)
           UNDO: Turn it on again
             Set-ItemProperty -Path 'HKLM:\\SYSTEM\\RDP-Tcp' -Name UserAuthentication -Value 1
      !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!

      NEXT
        Read the server's log (on the server)
            Get-WinEvent -LogName System

      FAULT
        error code 0x904, extended code 0x7
        First message: "it says error code 0x904 since Monday"

      SUSPECTS
        LIKELY (it happens to everyone): The server's certificate is stale
        ruled out (no VPN is on): A VPN cuts the connection
        2 more causes are possible; nothing speaks for or against them yet.

      TRIED
        The computer is still starting: did not help
          1. Wait three minutes and try again -> done

      FURTHER LOOKS AND STEPS
        Look (changes nothing): See whether it can be reached
            Test-NetConnection srv-fibu -Port 3389
        The server's certificate is stale: steps for an administrator
          WARNING: Everyone is disconnected.
          1. Have Windows make a new one [server-admin, remote-pc]
               Restart-Service TermService -Force

      KNOWN
        What is the remote computer called?
          = srv-fibu (said: "srv-fibu")
        Does it happen to everyone?
          = To everyone (said: "all of us on srv-fibu.corp.test")
        Is a VPN on?
          = No VPN (chosen)

      CONVERSATION
        2026-03-02 09:15 UTC person
          it says error code 0x904
          since Monday
        2026-03-02 09:15 UTC bot (worded by AI)
          Does it happen to everyone?
        2026-03-02 09:16 UTC person
          [kept back by the person]
        2026-03-02 09:20 UTC technician Kim Weber
          I am looking at it
      "
    `);
  });

  test("meets first who it is, how to reach them, which computer, since when, and what to do next", () => {
    const [head = ""] = renderTicket(ticket).split("\n\n");
    expect(head).toContain("From: Ana Sommer, on behalf of Bo in accounting (Teams)");
    expect(head).toContain(
      "Computer: srv-fibu, Server 2019, reached by: VPN\nSince: since Monday\nAffected: To everyone",
    );
    expect(head).toContain("Suspect: The server's certificate is stale (because: it happens to everyone)");
    expect(head).toContain("Open it at the desk: https://help.corp.test/desk/tickets/RC-7K3F-2QW9");
    expect(renderTicket(ticket)).not.toContain("network error");
  });

  test("learns what was kept back and redacted, and sees no empty section", () => {
    const redacted = { secrets: 1, people: 2, hosts: 0 };
    const text = renderTicket({ ...ticket, revision: 2, leftOut: 2, redacted });
    expect(text).toContain("TICKET RC-7K3F-2QW9 (hand-over 2)");
    expect(text).toContain("The person kept back 2 things.\nRedacted: 1 secret, 2 people.");
    const { impact: _, urgency: __, ...quiet } = ticket;
    const plain = renderTicket({ ...quiet, person: { id: "u1" }, openChanges: [], leftOut: 0 });
    expect(plain).toContain("Urgency: not said\nSuspect:");
    for (const word of ["The person kept back", "Redacted", "OPEN CHANGE", "undefined"])
      expect(plain).not.toContain(word);
  });

  test("sees that a line was deleted, that another repeated it, and that a third was edited", () => {
    const at = "2026-03-02T09:00:00.000Z";
    const deleted = { at, text: "", deleted: true } as const;
    const edited = { who: "person", at, text: "over the gateway", edited: true } as const;
    const transcript = [{ who: "person" as const, ...deleted }, { who: "bot" as const, ...deleted }, edited];
    const text = renderTicket({ ...ticket, transcript });
    expect(text).toContain("person\n    [deleted by the person]");
    expect(text).toContain("bot\n    [not shown: it repeats what the person deleted]");
    expect(text).toContain("person (edited)\n    over the gateway");
  });

  test("finds every command whole on its own line, and no other line longer than 100 columns", () => {
    const long = { ...ticket, impact: "very ".repeat(40), reason: { id: "x", text: "because ".repeat(40) } };
    const lines = renderTicket(long).split("\n");
    const commands = [ticket.openChanges[0]?.undo.run, ticket.looks[0]?.run, "Restart-Service TermService -Force"];
    for (const command of commands) expect(lines.map((line) => line.trim())).toContain(command);
    const prose = lines.filter((line) => !commands.includes(line.trim()) && !line.includes("(done with: "));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("is not fooled by pasted text: no escape sequence and no reversed text reaches the terminal", () => {
    const nasty = "\u001b[2J\u001b]0;owned\u0007 \u202eevil\u0000\u009b31m";
    const attacked = JSON.parse(JSON.stringify(ticket), (_, value) =>
      typeof value === "string" && !["likely", "today"].includes(value) ? value + nasty : value,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(renderTicket(attacked)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});
