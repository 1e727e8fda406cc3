/** A technician runs the server report for a person who may not, pastes it at the desk, and gets the next step. */
import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";
import { serverReport } from "../support/serverReport.ts";

const report = serverReport({ "way-in": "shell" });

async function handedOver() {
  const desk = await openDesk({ treeFile: embeddedTree });
  await desk.chat.says(
    "0x904 0x7, nobody gets into our server 2019",
    "one at a time",
    "no, I only work there",
    "technician",
    "yes",
  );
  const [stored] = await desk.store.tickets.list();
  const kim = desk.technician("Kim");
  const reference = stored?.reference ?? "";
  await kim.does(reference, { kind: "claim" });
  return { ...desk, kim, reference };
}

test("the hand-over carries the script of the server report first", async () => {
  const { tickets } = await handedOver();
  const [ticket] = await tickets();
  expect(ticket?.looks[0]).toMatchObject({ look: "report:server" });
  expect(ticket?.looks[0]?.run).toContain("# Reconnect server report");
});

test("the desk shows the technician the script, and after its output the step of the fix", async () => {
  const { kim, reference } = await handedOver();
  expect((await kim.sees(reference)).report).toMatchObject({
    file: "reconnect-server-report.ps1",
    script: expect.stringContaining("# Reconnect server report"),
  });

  expect(await kim.does(reference, { kind: "read", text: `here it is:\n${report}` })).toBe("done");
  const view = await kim.sees(reference);
  expect(view.now.next).toMatchObject({ step: expect.any(String), run: expect.any(String) });
  expect(view.now.facts.find(({ fact }) => fact === "certificate")).toMatchObject({
    answer: "expired",
    origin: "pasted",
  });
  expect(view.now.suspects[0]?.cause).toBe("cert-expired-not-renewed");
  expect(view.log.at(-1)).toMatchObject({ what: "recorded", detail: "server report" });
});

test("the rights of the technician do not become the person's", async () => {
  const { kim, reference, chat } = await handedOver();
  await kim.does(reference, { kind: "read", text: report });
  const known = (await kim.sees(reference)).now.facts;
  expect(known.find(({ fact }) => fact === "admin-there")).toMatchObject({ answer: "no" });
  expect(known.find(({ fact }) => fact === "another-way-in")).toBeUndefined();
  await kim.does(reference, { kind: "hand-back" });
  expect(chat.text()).not.toContain("Step 1 of");
});

test("what holds nothing, a password, or is too long is refused with a way out", async () => {
  const { kim, reference } = await handedOver();
  expect(await kim.does(reference, { kind: "read", text: "it looks fine to me" })).toContain("I found nothing in it");
  expect(await kim.does(reference, { kind: "read", text: `password: hunter22\n${report}` })).toContain(
    "password or key",
  );
  expect(await kim.does(reference, { kind: "read", text: "x".repeat(50_000) })).toContain("Paste only what the script");
});

test("the person's .rdp file is there for the technician, repaired and without the password", async () => {
  const desk = await openDesk({ treeFile: embeddedTree });
  await desk.chat.says(
    "0x904 0x7",
    "full address:s:srv01\nenablecredsspsupport:i:0\nauthentication level:i:2\npassword 51:b:0102AF\nuse multimon:i:0",
    "technician",
    "yes",
  );
  const [stored] = await desk.store.tickets.list();
  const view = await desk.technician("Kim").sees(stored?.reference ?? "");
  expect(view.repairedFile?.text).toContain("enablecredsspsupport:i:1\r\n");
  expect(view.repairedFile?.text).not.toContain("0102AF");
});
