/** Runs before and after each file of browser tests. */
import { afterAll, beforeEach, inject } from "vitest";
import { disconnect } from "./page.ts";

const shared = inject("shared");

beforeEach(({ skip }) => {
  if ("missing" in shared) skip(shared.missing);
});

afterAll(disconnect);
