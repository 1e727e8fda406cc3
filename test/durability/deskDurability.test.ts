/** Kills the server again and again while people wait for technicians and technicians race for tickets. `npm run bench -- kill-desk` runs longer. */
import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { emptyFolder, start } from "../support/process.ts";
import { deskKillRun } from "./deskRun.ts";

test("a server that is killed at random loses no ticket, repeats no message and gives no ticket to two technicians", async () => {
  const seed = randomInt(1_000_000);
  console.log(`seed ${seed}`);
  const { violations, ...figures } = await deskKillRun({
    start: (env) => start("src/main.ts", [], env),
    folder: emptyFolder(),
    kills: 5,
    people: 4,
    seed,
  });
  console.log(JSON.stringify(figures));
  expect(violations).toEqual([]);
  expect(figures).toMatchObject({ kills: 5, lost: 0, doubled: 0, disagreements: 0 });
  // Otherwise the kills interrupted no work and the test would prove nothing.
  expect(figures.persons).toBeGreaterThanOrEqual(4);
  for (const count of [figures.claims, figures.lostRaces, figures.fromTechnicians, figures.repeatedPosts])
    expect(count).toBeGreaterThan(0);
}, 300_000);
