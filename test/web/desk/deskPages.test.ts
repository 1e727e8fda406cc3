/** The desk's pages in a technician's browser: their content, their forms, live updates and refusals. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { emptyBrief } from "../../../dialogs/wording/brief.ts";
import type { DeskAction } from "../../../src/desk/desk.ts";
import { MOST_LISTED } from "../../../src/desk/queue.ts";
import { openStore } from "../../../src/store/openStore.ts";
import { textLimits } from "../../../src/tickets/textLimits.ts";
import { browserAt } from "../../support/browserAt.ts";
import { signedIn, startDesk, ticketOf } from "./deskServer.ts";

const reference = "RC-7K3F-2QW9";
const ticketAt = `/desk/tickets/${reference}`;

const claimedBy = (by: string) => ticketOf({ state: "with-technician", by, openChanges: 0, changes: [] });

/** The id that the page wrote into the form. */
function onceOf(html: string, form: string): string {
  return (
    new RegExp(`<form id="${form}"[^>]*>\\s*<input type="hidden" name="once" value="([^"]+)"`).exec(html)?.[1] ?? ""
  );
}

describe("the queue", () => {
  test("shows in its title how many are waiting, and for each ticket the person, the problem and the urgency", async () => {
    const other = ticketOf({
      reference: "RC-AAAA-1111",
      state: "with-technician",
      by: "Robin",
      openChanges: 0,
      times: 1,
      ...emptyBrief,
      urgency: "can-wait",
    });
    const { html } = await (await signedIn(await startDesk({ tickets: [ticketOf(), other] }))).see("/desk");
    expect(html).toContain("<title>(1) Queue");
    const [, first = "", second = ""] = html.split('<li id="entry-');
    for (const words of [
      reference,
      "Sam Porter",
      "The month-end closing",
      "1 open change",
      "needs it now",
      "unanswered",
    ])
      expect(first).toContain(words);
    expect(first).toContain("19 min");
    // Most tickets wait, and most people come by the chat page.
    expect(first).not.toContain("waiting for a technician");
    expect(first).toContain("1 target not reached");
    expect(second).toContain("with Robin");
    expect(second).not.toContain("open change");
  });

  test("explains, when it is empty, when tickets appear", async () => {
    const browser = await signedIn(await startDesk({ tickets: [] }));
    expect((await browser.see("/desk")).html).toContain("New ones appear here without a reload");
    expect((await browser.see("/desk?list=closed")).html).toContain("No tickets are closed yet");
    expect((await browser.see("/desk?words=printer")).html).toContain("Try fewer words");
  });

  test("counts all waiting tickets, listed or not, and says that a list is not complete", async () => {
    const tickets = Array.from({ length: MOST_LISTED }, (_, at) => ticketOf({ reference: `RC-AAAA-${1000 + at}` }));
    const server = await startDesk({ tickets });
    server.desk.count = async () => ({ open: 250, waiting: 230, mine: 0, changes: 0, resolved: 0, closed: 0 });
    const browser = await signedIn(server);
    const { html } = await browser.see("/desk");
    expect(html).toContain("<title>(230) Queue");
    expect(html).toContain("230 waiting");
    expect(html).toContain("50 more tickets aren&#39;t listed. Search to find them.");
    expect(html).not.toContain("tickets are listed");
    const search = (await browser.see("/desk?words=porter")).html;
    expect(search).toContain("Only 200 tickets are listed. Search for something more exact to find the others.");
  });

  test("finds words, shows them as text, and still counts the waiting tickets", async () => {
    const browser = await signedIn(await startDesk());
    const found = await browser.see(`/desk?words=${encodeURIComponent('PORTER"><b>')}`);
    expect(found.html).toContain("PORTER&quot;&gt;&lt;b&gt;");
    expect(found.html).not.toContain("<b>");
    expect(found.html).toContain("<title>(1) ");
    expect((await browser.see("/desk?words=porter")).html).toContain(reference);
    expect((await browser.see("/desk?list=closed")).html).not.toContain(reference);
  });
});

test("a search for a reference opens its ticket at once", async () => {
  const mentions = ticketOf({ reference: "RC-AAAA-1111", about: `As in ${reference}` });
  const browser = await signedIn(await startDesk({ tickets: [mentions, ticketOf()] }));
  for (const words of [reference, "rc-7k3f-2qw9", "7k3f"]) {
    const { status, to } = await browser.see(`/desk?words=${words}`);
    // Both tickets have a part of the reference.
    expect([words, status, to]).toEqual(words === "7k3f" ? [words, 200, null] : [words, 303, ticketAt]);
  }
  expect((await browser.see("/desk?words=1111")).to).toBe("/desk/tickets/RC-AAAA-1111");
  expect((await browser.see("/desk?words=a-1")).status).toBe(200);
});

test("a search that is too long is refused with its length and stays in the search box", async () => {
  const browser = await signedIn(await startDesk());
  const words = "x".repeat(textLimits.search + 1);
  const refused = await browser.see(`/desk?words=${words}`);
  expect(refused.status).toBe(400);
  expect(refused.html).toContain("Your search is 201 characters long, and at most 200 fit. Search for fewer words.");
  expect(refused.html).toContain(`value="${words}"`);
  expect((await browser.see(`/desk?words=${words.slice(1)}`)).status).toBe(200);
});

describe("a ticket", () => {
  test("starts with open changes and shows fault, suspects, attempts, next steps, conversation and log", async () => {
    const { html } = await (await signedIn(await startDesk())).see(ticketAt);
    const order = [
      "A change is still in place",
      "At a glance",
      "Next",
      "Suspects",
      "Tried",
      "Known",
      "History",
      "Conversation",
    ];
    const places = order.map((title) => html.search(new RegExp(`<h2[^>]*>${title}`)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    for (const words of [
      "Restart the Remote Desktop service",
      "It disconnects everyone who works there.",
      "You should see: The service says Running.",
      "UDP is dropped on the way",
      "because it works inside the office; it hangs for half a minute first",
      "Ruled out (1)",
      "Asking for the password first: <strong>did not help</strong>",
      "worded by AI",
      "[kept back by the person]",
      "not delivered yet",
      "given up after 12 attempts",
      "554 the mailbox is full",
      "chat open",
      "The person handed it over (asked-for)",
    ])
      expect(html).toContain(words);
    expect(html).toContain('data-copy="netsh advfirewall set allprofiles state on"');
  });

  test("has buttons only for what this technician may do", async () => {
    const browser = await signedIn(await startDesk());
    const forms = (html: string) => [...html.matchAll(/<form id="([^"]+)"/g)].map(([, id]) => id);
    const waiting = await browser.see(ticketAt);
    expect(forms(waiting.html)).toEqual(["claim", "note-form"]);
    expect(waiting.html).toContain("Claim the ticket to talk with the person");

    await browser.post(ticketAt, { once: onceOf(waiting.html, "claim"), kind: "claim" });
    expect(forms((await browser.see(ticketAt)).html)).toEqual([
      ...["release", "undo", "put-back-7", "next-done", "read", "useful-port", "useful-goes-through"],
      ...["record-port", "record-goes-through", "record-who", "reply", "note-form"],
    ]);
  });

  test("says what has to be put back before it can be resolved or handed back", async () => {
    const opened = await startDesk({ tickets: [ticketOf({ state: "with-technician", by: "Kim" })] });
    const browser = await signedIn(opened);
    const before = await browser.see(ticketAt);
    expect(before.html).toContain("Still changed: Turn the firewall off. Put it back first, or ask Sam Porter to.");
    const off = [...before.html.matchAll(/<a class="pill off" href="#changes"[^>]*>([^<]+)/g)].map(
      ([, label]) => label,
    );
    expect(off).toEqual(["Resolve", "Hand back to the bot"]);
    await browser.post(ticketAt, { once: onceOf(before.html, "put-back-7"), kind: "put-back", change: "7" });
    const { html } = await browser.see(ticketAt);
    expect(html).not.toContain("Still changed");
    for (const form of ["resolve-form", "hand-back"]) expect(html).toContain(`<form id="${form}"`);
  });

  test("that came back waits since then, and says when it was handed over first", async () => {
    const waitsSince = "2026-11-23T09:55:00.000Z";
    const browser = await signedIn(await startDesk({ tickets: [ticketOf({ waitsSince })] }));
    expect((await browser.see("/desk")).html).toContain(">5 min ago</time>");
    const { html } = await browser.see(ticketAt);
    expect(html).toMatch(/handed over <time[^>]+>19 min ago<\/time>, came back <time[^>]+>5 min ago<\/time>/);
  });

  test("shows a receipt for what was recorded last, and says when it was taken back", async () => {
    const opened = await startDesk({ tickets: [claimedBy("Kim")] });
    const browser = await signedIn(opened);
    expect((await browser.see(ticketAt)).html).toContain("Recorded: Is a VPN on? – No.");
    const recording = { recording: 9, what: "Is a VPN on? – No", isTakenBack: true };
    opened.desk.tickets.set(reference, ticketOf({ state: "with-technician", by: "Kim", recording }));
    const { html } = await browser.see(ticketAt);
    expect(html).toContain("Taken back: Is a VPN on? – No.");
    expect(html).not.toContain('<form id="undo"');
  });

  test("of a colleague names the colleague and is read-only", async () => {
    const opened = await startDesk({ tickets: [ticketOf({ state: "with-technician", by: "Robin" })] });
    const { html } = await (await signedIn(opened)).see(ticketAt);
    expect(html).toContain("<strong>Robin</strong> has this ticket");
    expect(html.match(/<form id="[^"]*/g)).toEqual(['<form id="note-form']);
  });

  test("that is resolved or handed back leads to the next one that waits", async () => {
    const other = ticketOf({ reference: "RC-AAAA-1111", person: "Ada" });
    const opened = await startDesk({ tickets: [claimedBy("Kim"), other] });
    const browser = await signedIn(opened);
    const link = '<a id="next-ticket" class="pill person" href="/desk/tickets/RC-AAAA-1111">Next ticket: Ada</a>';
    const { html } = await browser.see(ticketAt);
    expect(html).not.toContain("next-ticket");
    await browser.post(ticketAt, { once: onceOf(html, "hand-back"), kind: "hand-back" });
    expect((await browser.see(ticketAt)).html).toContain(link);
    opened.desk.tickets.set("RC-AAAA-1111", { ...other, state: "with-technician" });
    expect((await browser.see(ticketAt)).html).toContain("No one else is waiting.");
  });

  test("that does not exist gets a readable 404, like every unknown page", async () => {
    const browser = await signedIn(await startDesk());
    for (const nowhere of ["/desk/tickets/RC-NONE", "/desk/tickets/%3Cb%3E", "/desk/nowhere", "/desk/tickets/"]) {
      const page = await browser.see(nowhere);
      expect([nowhere, page.status, page.headers.get("content-type")]).toEqual([
        nowhere,
        404,
        "text/html; charset=utf-8",
      ]);
      expect(page.html).toContain("That didn&#39;t work");
      expect(page.html).not.toContain("<b>");
    }
  });
});

test("every text that a person or a technician wrote is shown as text, wherever it appears", async () => {
  const places = new Set<string>();
  const hostile = (place: string) => {
    places.add(place);
    return `"'><script>alert(1)</script><img src=x onerror=alert(1)>{{${place}}}<%= 1 %>`;
  };
  const state = { state: "with-technician", by: "Kim" } as const;
  const resolved = { by: hostile("resolver"), cause: "x", causeTitle: hostile("causeTitle"), note: hostile("note") };
  const opened = await startDesk({ tickets: [ticketOf({ ...state, resolved }, hostile)] });
  const browser = await signedIn(opened);
  const pages = [(await browser.see(ticketAt)).html, (await browser.see("/desk")).html];
  opened.desk.tickets.set(reference, ticketOf({ ...state, openChanges: 0 }, hostile));
  pages.push((await browser.see(ticketAt)).html);
  for (const html of pages) {
    expect(html).not.toMatch(/<script>|<img src=x|<%|"'>/);
    expect(html.match(/<script /g)).toHaveLength(2);
  }
  const whole = pages.join("");
  // The names of codes are constants, which the page does not show.
  expect([...places].filter((place) => !whole.includes(`{{${place}}}`))).toEqual(["code"]);
});

describe("a form", () => {
  const claimed = () => claimedBy("Kim");
  const asked: [string, [string, string][], DeskAction][] = [
    ["say", [["text", " Hello\r\nSam "]], { kind: "say", text: "Hello\nSam" }],
    ["put-back", [["change", "7"]], { kind: "put-back", change: 7 }],
    ["undo", [["recording", "9"]], { kind: "undo", recording: 9 }],
    [
      "next-done",
      [
        ["action", "port-answers"],
        ["how", "cannot"],
      ],
      { kind: "next-done", action: "port-answers", how: "cannot" },
    ],
    ["hand-back", [], { kind: "hand-back" }],
    ["release", [], { kind: "release" }],
    [
      "record",
      [
        ["fact", "port"],
        ["answers", "no"],
      ],
      { kind: "record", fact: "port", answers: ["no"] },
    ],
    [
      "record",
      [
        ["fact", "goes-through"],
        ["answers", "vpn"],
        ["answers", "gateway"],
      ],
      { kind: "record", fact: "goes-through", answers: ["vpn", "gateway"] },
    ],
    [
      "resolve",
      [
        ["cause", "udp-blocked"],
        ["note", "Turned off by policy."],
      ],
      { kind: "resolve", cause: "udp-blocked", note: "Turned off by policy." },
    ],
    [
      "resolve",
      [
        ["cause", "(none)"],
        ["note", ""],
      ],
      { kind: "resolve", cause: null, note: "" },
    ],
    ["reopen", [], { kind: "reopen" }],
  ];

  test.each(asked)(
    "%s passes the action to the desk in the technician's name and leads back to the ticket",
    async (kind, fields, action) => {
      const opened = await startDesk({ tickets: [claimed()] });
      const browser = await signedIn(opened);
      const once = crypto.randomUUID();
      const answer = await browser.post(ticketAt, [["once", once], ["kind", kind], ...fields]);
      expect([answer.status, answer.to]).toEqual([303, ticketAt]);
      expect(opened.desk.acts).toEqual([{ reference, by: "Kim", id: once, action }]);
    },
  );

  test("that is sent several times acts once, and each page has new ids", async () => {
    const opened = await startDesk({ tickets: [claimed()] });
    const browser = await signedIn(opened);
    const [one, two] = [await browser.see(ticketAt), await browser.see(ticketAt)];
    const say = { once: onceOf(one.html, "reply"), kind: "say", text: "Hello" };
    const answers = await Promise.all([
      browser.post(ticketAt, say),
      browser.post(ticketAt, say),
      browser.post(ticketAt, say),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(opened.desk.acts).toHaveLength(1);
    await browser.post(ticketAt, { ...say, once: onceOf(two.html, "reply") });
    expect(opened.desk.acts).toHaveLength(2);
    const ids = [...one.html.matchAll(/name="once" value="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("that loses a race says who won and shows the current ticket", async () => {
    const opened = await startDesk();
    const [kim, sam] = [await signedIn(opened, "Kim"), await signedIn(opened, "Sam")];
    const [before, alsoBefore] = [await kim.see(ticketAt), await sam.see(ticketAt)];
    expect((await kim.post(ticketAt, { once: onceOf(before.html, "claim"), kind: "claim" })).status).toBe(303);
    const lost = await sam.post(ticketAt, { once: onceOf(alsoBefore.html, "claim"), kind: "claim" });
    expect(lost.status).toBe(409);
    expect(lost.html).toContain("<p>Kim was faster and has this ticket.</p>");
    expect(lost.html).toContain("<strong>Kim</strong> has this ticket");
    expect(opened.desk.acts).toHaveLength(1);
  });

  test("that cannot be stored says so, with a status that makes the page retry", async () => {
    const opened = await startDesk({ tickets: [claimed()] });
    const browser = await signedIn(opened);
    const say = { once: crypto.randomUUID(), kind: "say", text: "Hello" };
    opened.desk.broken = true;
    const failed = await browser.post(ticketAt, say);
    expect([failed.status, failed.html.includes("Try again in a moment")]).toEqual([503, true]);
    expect(failed.html).not.toContain("disk");
    opened.desk.broken = false;
    expect((await browser.post(ticketAt, say)).status).toBe(303);
    expect(opened.desk.acts).toHaveLength(1);
  });

  test("without a session does nothing, and makes a live page reload", async () => {
    const opened = await startDesk({ tickets: [claimed()] });
    const stranger = browserAt(opened);
    const say = { once: crypto.randomUUID(), kind: "say", text: "Hello" };
    expect((await stranger.post(ticketAt, say)).to).toBe("/desk/sign-in");
    const live = await stranger.post(ticketAt, say, { "hx-request": "true" });
    expect([live.status, live.headers.get("hx-refresh")]).toEqual([401, "true"]);
    expect(opened.desk.acts).toEqual([]);
  });

  const once = "0b6f3b57-96b2-4a29-9a6e-7f1c2f5f0a11";
  test.each<[string, [string, string][]]>([
    ["nothing at all", []],
    ["no id", [["kind", "claim"]]],
    [
      "an invalid id",
      [
        ["once", "1"],
        ["kind", "claim"],
      ],
    ],
    [
      "an unknown kind",
      [
        ["once", once],
        ["kind", "delete"],
      ],
    ],
    [
      "an extra field",
      [
        ["once", once],
        ["kind", "claim"],
        ["by", "Robin"],
      ],
    ],
    [
      "an empty reply",
      [
        ["once", once],
        ["kind", "say"],
        ["text", " \r\n "],
      ],
    ],
    [
      "a fact without an answer",
      [
        ["once", once],
        ["kind", "record"],
        ["fact", "port"],
      ],
    ],
    [
      "an invalid fact id",
      [
        ["once", once],
        ["kind", "record"],
        ["fact", "__proto__"],
        ["answers", "yes"],
      ],
    ],
    [
      "a change that is not a number",
      [
        ["once", once],
        ["kind", "put-back"],
        ["change", "-1"],
      ],
    ],
    [
      "no cause",
      [
        ["once", once],
        ["kind", "resolve"],
        ["note", ""],
      ],
    ],
  ])("with %s is refused in words and does not reach the desk", async (_, fields) => {
    const opened = await startDesk({ tickets: [claimed()] });
    const browser = await signedIn(opened);
    const words = /(?:This form is out of date|Write something|Choose a)/g;
    const refused = await browser.post(ticketAt, fields);
    expect([refused.status, refused.headers.get("content-type")]).toEqual([400, "text/html; charset=utf-8"]);
    expect(refused.html.match(words)).toHaveLength(1);
    const byScript = await browser.post(ticketAt, fields, { "hx-request": "true" });
    expect(byScript.html).toMatch(new RegExp(`role="alert"><p>${words.source}`));
    expect(opened.desk.acts).toEqual([]);
  });

  test("with a reply over the limit says the length and the limit, and brings the whole reply back", async () => {
    const opened = await startDesk({ tickets: [claimed()] });
    const browser = await signedIn(opened);
    const text = `${"x".repeat(textLimits.reply)}!`;
    const refused = await browser.post(ticketAt, { once, kind: "say", text });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain(
      'role="alert"><p>Your reply is 4,001 characters long. Send it in parts of at most 4,000.</p>',
    );
    expect(refused.html).toContain(`data-draft>${text}</textarea>`);
    expect(opened.desk.acts).toEqual([]);
    const parts = await browser.post(ticketAt, { once, kind: "say", text: text.slice(0, -1) });
    expect(parts.status).toBe(303);
    expect(opened.desk.acts).toMatchObject([{ action: { kind: "say", text: text.slice(0, -1) } }]);
  });

  test("with a note over the limit brings note and cause back", async () => {
    const opened = await startDesk({ tickets: [claimed()] });
    const browser = await signedIn(opened);
    const note = `${"x".repeat(textLimits.note)}!`;
    for (const [cause, option] of [
      ["certificate", '<option value="certificate" selected>'],
      ["(none)", '<option value="(none)" selected>'],
    ] as const) {
      const refused = await browser.post(ticketAt, { once, kind: "resolve", cause, note });
      expect(refused.status).toBe(409);
      expect(refused.html).toContain("The note is 4,001 characters long. Shorten it to 4,000 at most.");
      expect(refused.html).toContain('<details id="resolve" open>');
      expect(refused.html).toContain(`data-draft>${note}</textarea>`);
      expect(refused.html.match(/<option[^>]* selected>/g)).toEqual([option]);
    }
    expect(opened.desk.acts).toEqual([]);
  });

  test("sent by a script gets a page with an empty form, because the script keeps the typed text", async () => {
    const opened = await startDesk({ tickets: [claimed()] });
    const text = "x".repeat(textLimits.reply + 1);
    const headers = { "hx-request": "true" };
    const refused = await (await signedIn(opened)).post(ticketAt, { once, kind: "say", text }, headers);
    expect([refused.status, refused.html.includes("data-draft></textarea>")]).toEqual([409, true]);
    expect(refused.html).not.toContain(text);
  });

  test("that is too long is refused, also when it does not state its length", async () => {
    const opened = await startDesk({ tickets: [claimed()] });
    const browser = await signedIn(opened);
    const long = await browser.post(ticketAt, { once, kind: "say", text: "x".repeat(400_000) });
    expect([long.status, long.html.includes("at most 384 KB long. Shorten")]).toEqual([413, true]);
    const chunks = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode("x".repeat(10_000)));
      },
    });
    const headers = { origin: opened.url, "content-type": "application/x-www-form-urlencoded" };
    const endless = browser.ask(ticketAt, { method: "POST", body: chunks, headers, duplex: "half" } as RequestInit);
    expect(
      await endless.then(
        ({ status }) => status,
        () => "cut off",
      ),
    ).toSatisfy((end) => end === 413 || end === "cut off");
    expect(opened.desk.acts).toEqual([]);
  });
});

describe("a page of the desk", () => {
  test("limits one-line boxes to what the desk accepts, and leaves it to the desk to refuse longer replies and notes", async () => {
    const tokens = [{ name: "Kim", secret: "kim-0123456789-0123456789" }];
    const [byLink, byToken] = [await startDesk({ tickets: [claimedBy("Kim")] }), await startDesk({ tokens })];
    const kim = await signedIn(byLink);
    const pages = [
      await kim.see("/desk"),
      await kim.see(ticketAt),
      await kim.see(byLink.signIn.newLink() ?? ""),
      await browserAt(byToken).see("/desk/sign-in"),
    ];
    const boxes = pages.flatMap(({ html }) => html.match(/<(?:input|textarea)\b[^>]*>/g) ?? []);
    const limits = boxes.flatMap((box) => {
      const [, name] = /\bname="([^"]+)"/.exec(box) ?? [];
      const [, most] = /\bmaxlength="([^"]*)"/.exec(box) ?? [];
      return /type="(?:hidden|radio|checkbox)"|^<input type="checkbox"/.test(box) ? [] : [[name, most]];
    });
    const { search, technicianName, deskToken } = textLimits;
    expect(Object.fromEntries(limits)).toEqual({
      words: String(search),
      name: String(technicianName),
      token: String(deskToken),
      // A browser silently cuts text that is pasted into a box with a limit.
      text: undefined,
      note: undefined,
    });
  });

  test("may load from and send to this server only, and is never framed or cached", async () => {
    const opened = await startDesk();
    const browser = await signedIn(opened);
    for (const asked of ["/desk", ticketAt, "/desk/sign-in", "/desk/nowhere"]) {
      const { headers, html } = await browser.see(asked);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("form-action 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect([headers.get("cache-control"), headers.get("referrer-policy")]).toEqual(["no-store", "same-origin"]);
      expect(html).not.toMatch(/ style="|<style| on\w+="|(?:src|href)="(?:https?:)?\/\//);
    }
  });

  test("loads files that browsers may cache for ever, and its scripts find the scripts they import", async () => {
    const opened = await startDesk();
    const browser = await signedIn(opened);
    const { html } = await browser.see("/desk");
    const todo = [...new Set([...html.matchAll(/(?:src|href)="(\/desk\/assets\/[^"]+)"/g)].map(([, at]) => at ?? ""))];
    for (const address of todo) {
      const file = await browser.see(address);
      expect([address, file.status]).toEqual([address, 200]);
      expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      for (const [, name = ""] of file.html.matchAll(/^import [^"]*"\.\/([^"]+)"/gm)) {
        const next = address.replace(/[^/]+$/, name);
        if (!todo.includes(next)) todo.push(next);
      }
    }
    expect(todo.length).toBeGreaterThan(9);
  });
});

describe("news", () => {
  /** Reads the stream until it contains the words. */
  async function listen(browser: Awaited<ReturnType<typeof signedIn>>) {
    const answer = await browser.ask("/desk/news");
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    return {
      answer,
      async until(words: string): Promise<string> {
        while (!heard.includes(words)) {
          const { value, done } = (await reader?.read()) ?? { done: true, value: "" };
          if (done) return `${heard}<end>`;
          heard += value;
        }
        return heard;
      },
      leave: () => reader?.cancel(),
    };
  }

  test("name the changed ticket or the queue, and count each listener as present", async () => {
    const opened = await startDesk();
    const line = await listen(await signedIn(opened));
    expect(line.answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    await line.until("retry:");
    expect(opened.attendance.present()).toEqual(["Kim"]);
    opened.news.tell(reference);
    expect(await line.until(reference)).toContain(`event: ticket\ndata: ${reference}\n\n`);
    opened.news.tell();
    await line.until("data: queue\n\n");

    const left = new Promise<void>((resolve) => opened.news.listen(() => resolve()));
    await line.leave();
    await left;
    expect(opened.attendance.present()).toEqual([]);
  });

  test("include changes that another process stored", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "reconnect-"));
    const file = path.join(folder, "reconnect.db");
    const [store, elsewhere] = [await openStore(file), await openStore(file)];
    onTestFinished(async () => {
      await Promise.all([store.close(), elsewhere.close()]);
      rmSync(folder, { recursive: true, force: true });
    });
    const line = await listen(await signedIn(await startDesk({ store })));
    await line.until("retry:");
    await elsewhere.keys.add({ id: "k", secret: "s", madeAt: "2026-11-23T10:00:00.000Z" }, "");
    expect(await line.until("queue")).toContain("data: queue");
    await line.leave();
  });

  test("end with the session and with the server", async () => {
    const opened = await startDesk();
    const [kim, sam] = [await signedIn(opened, "Kim"), await signedIn(opened, "Sam")];
    const [lineOfKim, lineOfSam] = [await listen(kim), await listen(sam)];
    await kim.post("/desk/sign-out", {});
    expect(await lineOfKim.until("never")).toContain("<end>");
    opened.news.tell(reference);
    await lineOfSam.until(reference);
    const ended = lineOfSam.until("never");
    await opened.stop();
    expect(await ended).toContain("<end>");
  });

  test("need a session, and a session gets at most four streams", async () => {
    const opened = await startDesk();
    const browser = await signedIn(opened);
    const lines = [];
    for (let tab = 0; tab < 4; tab += 1) lines.push(await listen(browser));
    expect((await browser.see("/desk/news")).status).toBe(429);
    expect((await browserAt(opened).see("/desk/news")).status).toBe(401);
    await Promise.all(lines.map(({ leave }) => leave()));
  });
});
