/** Who can sign in at the desk, and how. */
import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../src/store/openStore.ts";
import { browserAt } from "../../support/browserAt.ts";
import { type DeskServer, signedIn, startDesk } from "./deskServer.ts";

const kim = { name: "Kim", secret: "kim-0123456789-0123456789" };
const sam = { name: "Sam", secret: "sam-0123456789-0123456789" };

function linkOf(opened: DeskServer): { path: string; code: string } {
  const path = opened.signIn.newLink() ?? "";
  return { path, code: path.split("/").pop() ?? "" };
}

/** Sends a Host header of its own, which fetch does not allow. */
function statusFor(port: number, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: "127.0.0.1", path, headers }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode));
    });
    asked.on("error", reject).end();
  });
}

describe("a one-time link", () => {
  test("asks for a name and starts a session, with a cookie that neither scripts nor other pages get", async () => {
    const opened = await startDesk();
    const browser = browserAt(opened);
    const { path, code } = linkOf(opened);
    expect(path).toMatch(/^\/desk\/link\/[\w-]{32}$/);
    const form = await browser.see(path);
    expect(form.html).toContain("Your name, as people and colleagues will see it");

    const inside = await browser.post("/desk/link", { code, name: "  Kim   Lee " });
    expect([inside.status, inside.to]).toEqual([303, "/desk"]);
    expect(inside.headers.get("set-cookie")).toMatch(
      /^reconnect_desk=link\.[\w-]{43}\.[\w-]{43}; Path=\/desk; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
    expect((await browser.see("/desk")).html).toContain("<span>Kim Lee</span>");
  });

  test("used by a second person of the same name signs the first one out, because two would act as one", async () => {
    const opened = await startDesk();
    const [first, second] = [browserAt(opened), browserAt(opened)];
    await first.post("/desk/link", { code: linkOf(opened).code, name: "Kim" });
    expect((await first.see("/desk")).status).toBe(200);
    expect((await second.post("/desk/link", { code: linkOf(opened).code, name: "KIM" })).status).toBe(303);
    expect([(await first.see("/desk")).status, (await second.see("/desk")).status]).toEqual([303, 200]);
  });

  test("is not used up by opening it or by an invalid name", async () => {
    const opened = await startDesk();
    const browser = browserAt(opened);
    const { path, code } = linkOf(opened);
    for (let looks = 0; looks < 3; looks += 1) expect((await browser.see(path)).status).toBe(200);
    for (const name of [
      "",
      " ",
      "Bot",
      "person",
      "The bot",
      "Reconnect",
      "An agent of the help desk",
      "<b>",
      "a,b",
      "a:b",
      "x".repeat(61),
      "Kim\u202e",
    ])
      expect([name, (await browser.post("/desk/link", { code, name })).status]).toEqual([name, 400]);
    expect((await browser.post("/desk/link", { code, name: "Kim" })).status).toBe(303);
  });

  test("works once, within half an hour, and then says so", async () => {
    const opened = await startDesk();
    const { path, code } = linkOf(opened);
    expect((await browserAt(opened).post("/desk/link", { code, name: "Kim" })).status).toBe(303);
    const second = await browserAt(opened).post("/desk/link", { code, name: "Eve" });
    expect([second.status, second.headers.get("set-cookie")]).toEqual([403, null]);
    expect(second.html).toContain("This link doesn&#39;t work any more");
    expect((await browserAt(opened).see(path)).status).toBe(403);

    const late = linkOf(opened);
    opened.clock.now = new Date(opened.clock.now.getTime() + 30 * 60_000);
    expect((await browserAt(opened).see(late.path)).status).toBe(403);
    expect((await browserAt(opened).see("/desk/link/guessed")).status).toBe(403);
  });

  test("and its session work only on this machine: not under another host name, not through a proxy", async () => {
    const opened = await startDesk();
    const { path } = linkOf(opened);
    const cookie = (await signedIn(opened)).cookie();
    const elsewhere = [
      { host: "rebound.example.org" },
      { host: "localhost", "x-forwarded-for": "192.0.2.7" },
      { host: "localhost", "x-forwarded-proto": "https" },
      { host: "localhost", forwarded: "for=192.0.2.7" },
    ];
    for (const headers of elsewhere)
      for (const asked of [path, "/desk/sign-in", "/desk", "/desk/tickets/RC-7K3F-2QW9", "/desk/news"])
        expect([asked, await statusFor(opened.port, asked, { ...headers, cookie })]).toEqual([asked, 403]);
    expect(await statusFor(opened.port, "/desk", { host: `localhost:${opened.port}`, cookie })).toBe(200);
    const reached = await fetch(`${opened.url}${path}`);
    expect(reached.status).toBe(200);
  });

  test("can be made for a colleague by a signed-in technician, and is shown once", async () => {
    const opened = await startDesk();
    const browser = await signedIn(opened);
    const invite = await browser.post("/desk/invite", {});
    const [link = ""] = /http:\/\/[^"< ]+\/desk\/link\/[\w-]+/.exec(invite.html) ?? [];
    const colleague = browserAt(opened);
    expect((await colleague.see(link)).status).toBe(200);
    expect((await colleague.post("/desk/link", { code: link.split("/").pop() ?? "", name: "Sam" })).status).toBe(303);
    expect((await browserAt(opened).post("/desk/invite", {})).to).toBe("/desk/sign-in");
  });
});

describe("a token", () => {
  test("signs its owner in from any machine and leads back to the page they asked for", async () => {
    const opened = await startDesk({ host: "0.0.0.0", tokens: [kim, sam] });
    const browser = browserAt(opened);
    const sent = await browser.see("/desk/tickets/RC-7K3F-2QW9");
    expect(sent.to).toBe("/desk/sign-in?to=%2Fdesk%2Ftickets%2FRC-7K3F-2QW9");
    expect((await browser.see(sent.to ?? "")).html).toContain('value="/desk/tickets/RC-7K3F-2QW9"');

    const inside = await browser.post("/desk/sign-in", {
      way: "token",
      token: ` ${sam.secret} `,
      to: "/desk/tickets/RC-7K3F-2QW9",
    });
    expect([inside.status, inside.to]).toEqual([303, "/desk/tickets/RC-7K3F-2QW9"]);
    expect((await browser.see("/desk")).html).toContain("<span>Sam</span>");
    expect(opened.signIn.newLink()).toBe(undefined);
  });

  test("leads only to pages of the desk", async () => {
    const opened = await startDesk({ tokens: [kim] });
    for (const to of ["https://example.org/", "//example.org", "/desk/../x", "/desk\\@example.org", "/desk/sign-out"])
      expect((await browserAt(opened).post("/desk/sign-in", { way: "token", token: kim.secret, to })).to).toBe("/desk");
  });

  test("marks the cookie as secure behind TLS", async () => {
    const opened = await startDesk({ tokens: [kim] });
    const form = { way: "token", token: kim.secret };
    const inside = await browserAt(opened).post("/desk/sign-in", form, { "x-forwarded-proto": "https" });
    expect(inside.headers.get("set-cookie")).toMatch(/; Secure$/);
  });

  test("that is wrong is refused in words, and after five of them the address has to wait a minute", async () => {
    const opened = await startDesk({ tokens: [kim] });
    const browser = browserAt(opened);
    for (const token of ["", "x", kim.secret.slice(1), `${kim.secret}x`, kim.secret.toUpperCase()]) {
      const wrong = await browser.post("/desk/sign-in", { way: "token", token });
      expect([wrong.status, wrong.headers.get("set-cookie")]).toEqual([403, null]);
      expect(wrong.html).toContain("That token isn&#39;t right");
    }
    const waiting = await browser.post("/desk/sign-in", { way: "token", token: "x" });
    expect(waiting.status).toBe(429);
    expect(waiting.html).toContain("Wait a minute");
    // Behind a proxy all technicians share one address, so a right token is accepted all the same.
    expect((await browserAt(opened).post("/desk/sign-in", { way: "token", token: kim.secret })).status).toBe(303);
    opened.clock.now = new Date(opened.clock.now.getTime() + 60_001);
    expect((await browser.post("/desk/sign-in", { way: "token", token: "x" })).status).toBe(403);
  });

  test("that is removed or changed ends its own sessions and no others", async () => {
    const store = await openStore(":memory:");
    const before = await startDesk({ tokens: [kim, sam], store });
    const browsers = [browserAt(before), browserAt(before)] as const;
    await browsers[0].post("/desk/sign-in", { way: "token", token: kim.secret });
    await browsers[1].post("/desk/sign-in", { way: "token", token: sam.secret });
    const cookies = browsers.map((browser) => browser.cookie());

    const seen = async (tokens: (typeof kim)[]) => {
      const after = await startDesk({ tokens, store });
      const ask = (cookie: string) => fetch(`${after.url}/desk`, { headers: { cookie }, redirect: "manual" });
      return Promise.all(cookies.map(async (cookie) => (await ask(cookie)).status));
    };
    expect(await seen([kim, sam])).toEqual([200, 200]);
    expect(await seen([sam])).toEqual([303, 200]);
    expect(await seen([{ ...kim, secret: "another-0123456789-0123456789" }, sam])).toEqual([303, 200]);
    expect(await seen([])).toEqual([303, 303]);
  });
});

describe("a session", () => {
  test("survives a restart, and ends after twelve hours", async () => {
    const store = await openStore(":memory:");
    const cookie = (await signedIn(await startDesk({ store }))).cookie();
    const after = await startDesk({ store });
    const browser = browserAt(after);
    browser.cookieIs(cookie);
    expect((await browser.see("/desk")).status).toBe(200);
    after.clock.now = new Date(after.clock.now.getTime() + 12 * 3_600_000);
    expect((await browser.see("/desk")).to).toBe("/desk/sign-in?to=%2Fdesk");
  });

  test("ends for good by signing out", async () => {
    const opened = await startDesk();
    const browser = await signedIn(opened);
    const cookie = browser.cookie();
    expect((await browser.post("/desk/sign-out", {})).to).toBe("/desk/sign-in");
    expect(browser.cookie()).toBe("");
    browser.cookieIs(cookie);
    expect((await browser.see("/desk")).status).toBe(303);
  });

  test("does not survive a changed cookie or a changed way of sign-in", async () => {
    const opened = await startDesk();
    const browser = await signedIn(opened);
    const cookie = browser.cookie();
    for (const forged of [
      "",
      cookie.slice(0, -1),
      cookie.replace("link", "token"),
      `${cookie.slice(0, -1)}!`,
      "reconnect_desk=x",
    ]) {
      browser.cookieIs(forged);
      expect((await browser.see("/desk")).status).toBe(303);
    }
  });

  test("is stored only as a hash", async () => {
    const opened = await startDesk();
    const browser = await signedIn(opened);
    const [, value = ""] = browser.cookie().split("=");
    expect(await opened.store.sessions.find(value)).toBe(undefined);
  });
});

describe("without tokens, on an address that others reach", () => {
  test.each(["0.0.0.0", "::", "192.0.2.1", "desk.example.org"])("the desk is off on %s", async (host) => {
    const opened = await startDesk({ host });
    for (const path of ["/desk", "/desk/sign-in", "/desk/link/x", "/desk/news", "/desk/tickets/RC-7K3F-2QW9"])
      expect((await fetch(`${opened.url}${path}`)).status).toBe(404);
    expect([opened.signIn.newLink(), opened.signIn.ways]).toEqual([undefined, []]);
  });
});

describe("a form of a foreign page", () => {
  test("does nothing from another origin, from an opaque origin, or with another content type", async () => {
    const opened = await startDesk();
    const browser = await signedIn(opened);
    const path = "/desk/tickets/RC-7K3F-2QW9";
    const claim = { once: crypto.randomUUID(), kind: "claim" };
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example"])
      for (const asked of [path, "/desk/sign-out", "/desk/invite", "/desk/link"])
        expect([origin, asked, (await browser.post(asked, claim, { origin })).status]).toEqual([origin, asked, 403]);
    for (const type of ["text/plain", "application/json", "multipart/form-data; boundary=x"])
      expect((await browser.post(path, claim, { "content-type": type })).status).toBe(415);
    expect(opened.desk.acts).toEqual([]);
    expect((await browser.see("/desk")).status).toBe(200);
  });
});
