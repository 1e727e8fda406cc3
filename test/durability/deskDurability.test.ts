/** kill -9, again and again, under people who wait for technicians, and technicians who race for them. `npm run bench -- kill-desk` does it for longer. */
import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { emptyFolder, start } from "../support/process.ts";
import { deskKillRun } from "./deskRun.ts";

test("a server that is killed at random loses no ticket, tells nobody anything twice and gives nobody's ticket to a second technician", async () => {
  const seed = randomInt(1_000_000);
  console.log(`seed ${seed}`);
  const { broken, ...figures } = await deskKillRun({
    start: (env) => start("src/main.ts", [], env),
    folder: emptyFolder(),
    kills: 5,
    people: 6,
    seed,
  });
  console.log(JSON.stringify(figures));
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ kills: 5, lost: 0, doubled: 0, disagreements: 0 });
  // Otherwise nobody was in the middle of anything, and nothing was shown.
  expect(figures.persons).toBeGreaterThanOrEqual(6);
  for (const count of [figures.claims, figures.lostRaces, figures.fromTechnicians, figures.repeatedPosts])
    expect(count).toBeGreaterThan(0);
}, 300_000);
