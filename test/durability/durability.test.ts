/** kill -9, again and again, under people who talk through the official client. `npm run bench -- kill` does it for longer. */
import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { emptyFolder, start } from "../support/process.ts";
import { killRun } from "./killRun.ts";

test("a server that is killed at random loses nothing, doubles nothing and goes on in every case where it was", async () => {
  const seed = randomInt(1_000_000);
  console.log(`seed ${seed}`);
  const { broken, ...figures } = await killRun({
    start: (env) => start("src/main.ts", [], env),
    folder: emptyFolder(),
    kills: 5,
    people: 6,
    seed,
  });
  console.log(JSON.stringify(figures));
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ kills: 5, lost: 0, doubled: 0, elsewhere: 0 });
  // Otherwise nobody was in the middle of anything, and nothing was shown.
  expect(figures.repeated).toBeGreaterThan(0);
  expect(figures.conversations).toBeGreaterThanOrEqual(6);
}, 240_000);
