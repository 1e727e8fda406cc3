import fc from "fast-check";
import { expect, test } from "vitest";
import { replaceTexts } from "../../src/escalation/redactTexts.ts";
import { renderTicketPage } from "../../src/tickets/ticketPage.ts";
import { makeTicket } from "../support/ticket.ts";

/** The tags of a page, with their attributes. */
function markup(html: string): string[] {
  return html.match(/<[^>]*>?/g) ?? [];
}

test("the page shows everything in the ticket, open changes first", () => {
  const html = renderTicketPage(makeTicket());
  const places = [
    "RC-7K3F-2QW9",
    "The person kept back 1 thing.",
    "Ana Sommer, on behalf of Bo in accounting",
    "<strong>today</strong>",
    "I cannot write invoices",
    "Open changes: put these back",
    "<strong>Undo: Turn it on again</strong>",
    "-Value 1</pre>",
    "<pre>Get-WinEvent -LogName System</pre>",
    "error code 0x904, extended code 0x7",
    "2 more causes are possible",
    "The computer is still starting: did not help",
    "<pre>Test-NetConnection srv-fibu -Port 3389</pre>",
    "Warning: Everyone is disconnected.",
    "<pre>Restart-Service TermService -Force</pre>",
    "all of us on srv-fibu.corp.test",
    "worded by AI",
    "[kept back by the person]",
    "technician Kim Weber",
    "rdp-0x904 1.0.0",
  ].map((part) => [part, html.indexOf(part)] as const);
  for (const [part, at] of places) expect(at, part).toBeGreaterThan(0);
  expect(places.map(([, at]) => at)).toEqual(places.map(([, at]) => at).sort((a, b) => a - b));
});

test("the page loads nothing and runs nothing", () => {
  const html = renderTicketPage(makeTicket());
  expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bon\w+=|\bsrc=/i);
  expect(html.match(/\bhref="[^"]*"/g)).toEqual(['href="https://help.corp.test/desk/tickets/RC-7K3F-2QW9"']);
  expect(html).toContain("prefers-color-scheme: dark");
  expect(html).toContain("@media print");
  expect(html).not.toContain("undefined");
});

test("a nearly empty ticket makes a page without empty sections", () => {
  const { impact: _, urgency: __, next: ___, ...rest } = makeTicket();
  const html = renderTicketPage({
    ...rest,
    person: { id: "u1" },
    fault: { codes: [] },
    suspects: [],
    tried: [],
    openChanges: [],
    looks: [],
    notAllowed: [],
    facts: [],
    transcript: [],
  });
  expect(html).toContain("No code given.");
  expect(html).not.toMatch(/undefined|<h2>(?:Next|Tried|Known|Conversation|Suspects)/);
});

test("no text in any field adds a tag or an attribute", () => {
  const whole = makeTicket({ revision: 2 });
  const plainMarkup = markup(renderTicketPage(whole));
  const hostile = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 8 }),
        fc.constantFrom(
          "<",
          ">",
          '"',
          "'",
          "&",
          "</pre>",
          "</style>",
          "<script>",
          "<!--",
          "-->",
          "]]>",
          "onload=",
          "&lt;",
          "\u2028",
          "`",
          "<%= it %>",
          "\u0000",
        ),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((all) => `x${all.join("")}`);
  fc.assert(
    fc.property(hostile, (text) => {
      const attack = (before: string) => (before === "" ? before : text);
      const { ticket: attacked } = replaceTexts({ ticket: whole, shown: [] }, attack);
      // Causes with the same reason share a line; here all reasons and titles are the same.
      const html = renderTicketPage({
        ...attacked,
        suspects: whole.suspects,
        reference: text,
        channel: text,
        tree: { id: text, version: text, hash: text },
      });
      expect(markup(html)).toEqual(plainMarkup);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
    { numRuns: 100 },
  );
});

test("a person without a name is called that, not by the id of their browser", () => {
  const id = "dl_AuJzxkbBaE3wz1pZLACZEH90ya-35ZocTlJ5Fa_zoNM";
  const html = renderTicketPage(makeTicket({ person: { id, onBehalf: "a caller" } }));
  expect(html).toContain("Unnamed person, on behalf of a caller");
  expect(html).not.toContain(id);
});
