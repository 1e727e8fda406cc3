import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { packageSchemaText, readPackage, ticketPackage } from "../../src/tickets/ticketPackage.ts";
import { openDesk } from "../support/desk.ts";
import { makeTicket } from "../support/ticket.ts";

const docs = path.resolve(import.meta.dirname, "../../docs");

test("the schema in docs is the schema in the code", () => {
  expect(
    readFileSync(path.join(docs, "ticket-package.schema.json"), "utf8"),
    "out of date: npm run -s ticket -- schema > docs/ticket-package.schema.json",
  ).toBe(packageSchemaText());
});

test("the example in docs is a valid package, and docs explain each field", () => {
  const paper = readFileSync(path.join(docs, "ticket-package.md"), "utf8");
  const example = /## An example\n+```json\n([\s\S]*?)\n```/.exec(paper)?.[1] ?? "";
  const parsed = ticketPackage.parse(JSON.parse(example));
  expect(parsed).toEqual(JSON.parse(example));
  const fields = Object.keys(ticketPackage.shape);
  expect(fields.filter((field) => !paper.includes(`| \`${field}\``))).toEqual([]);
});

test("a real hand-over writes a valid package", async () => {
  const { chat, tickets } = await openDesk();
  await chat.says("Remote Desktop says 0x904, 0x7. It happens to everyone", "technician", "technician");
  const [written] = await tickets();
  expect(ticketPackage.parse(written)).toEqual(written);
});

test("a package of another version or with an unknown field is refused", () => {
  expect(ticketPackage.safeParse({ ...makeTicket(), version: 3 }).success).toBe(false);
  expect(ticketPackage.safeParse({ ...makeTicket(), more: 1 }).success).toBe(false);
});

test("a package of version 1 from an older store is read as version 2", () => {
  const { revision: _, leftOut: _kept, redacted: _names, ...rest } = makeTicket();
  const { impact: _impact, urgency: _urgency, person, ...before } = rest;
  const stored = { ...before, version: 1, person: { id: person.id } };
  expect(readPackage({ package: stored })).toMatchObject({
    version: 2,
    revision: 1,
    leftOut: 0,
    reference: before.reference,
  });
  expect(() => readPackage({ package: { version: 3 } })).toThrow();
});
