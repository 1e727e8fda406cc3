/** The table of targets: which ones open, and what each may receive. */
import { pino } from "pino";
import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { listRecipients, openTargets } from "../../src/escalation/targets/targets.ts";
import { makeTicket } from "../support/ticket.ts";

const log = pino({ level: "silent" });
const both = {
  WEBHOOK_URL: "https://desk.example/in",
  WEBHOOK_SECRET: "twenty-four-signs-or-more",
  MAIL_SERVER: "smtp://mail.example",
  MAIL_FROM: "bot@desk.example",
  MAIL_TO: "desk@desk.example",
  MAIL_REDACT: "none",
};

test("without settings there are no targets", () => {
  expect(openTargets(readConfig({}).targets, { log })).toEqual([]);
});

test("each configured target opens under its permanent id", () => {
  expect(openTargets(readConfig(both).targets, { log }).map(({ id }) => id)).toEqual(["webhook", "mail"]);
});

test("without recipients, tickets do not go out by mail", () => {
  const { MAIL_TO: _, ...sender } = both;
  expect(openTargets(readConfig(sender).targets, { log }).map(({ id }) => id)).toEqual(["webhook"]);
});

test("each target sees what its settings allow, and a turn knows only its id and redaction", () => {
  const targets = listRecipients(openTargets(readConfig(both).targets, { log }));
  const names = targets.map(({ redact }) => redact(makeTicket()).person.name);
  expect(names).toEqual(["USER-1", "Ana Sommer"]);
  expect(targets.map((target) => Object.keys(target).sort())).toEqual(Array(2).fill(["id", "redact"]));
});
