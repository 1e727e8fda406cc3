/** The table of targets: which there are, and what may leave for them. */
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

test("nothing configured is no target", () => {
  expect(openTargets(readConfig({}).targets, { log })).toEqual([]);
});

test("each that is configured is one, under a name that stays", () => {
  expect(openTargets(readConfig(both).targets, { log }).map(({ id }) => id)).toEqual(["webhook", "mail"]);
});

test("each gets to see what its settings say, and a turn knows no more of it", () => {
  const targets = listRecipients(openTargets(readConfig(both).targets, { log }));
  const names = targets.map(({ redact }) => redact(makeTicket()).person.name);
  expect(names).toEqual(["USER-1", "Ana Sommer"]);
  expect(targets.map((target) => Object.keys(target).sort())).toEqual(Array(2).fill(["id", "redact"]));
});
