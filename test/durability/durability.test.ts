/** Kills the server again and again while people chat through the official client. `npm run bench -- kill` runs longer. */
import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { emptyFolder, start } from "../support/process.ts";
import { killRun } from "./killRun.ts";

test("a server that is killed at random loses no message, repeats none and continues every case", async () => {
  const seed = randomInt(1_000_000);
  console.log(`seed ${seed}`);
  const { violations, ...figures } = await killRun({
    start: (env) => start("src/main.ts", [], env),
    folder: emptyFolder(),
    kills: 5,
    people: 3,
    seed,
  });
  console.log(JSON.stringify(figures));
  expect(violations).toEqual([]);
  expect(figures).toMatchObject({ kills: 5, lost: 0, doubled: 0, elsewhere: 0 });
  // Otherwise the kills interrupted no work and the test would prove nothing.
  expect(figures.repeated).toBeGreaterThan(0);
  expect(figures.conversations).toBeGreaterThanOrEqual(3);
}, 240_000);
