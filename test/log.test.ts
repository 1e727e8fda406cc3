import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "../src/log.ts";

const typed = "my dog is called Rex";

test("what a person typed does not reach the log, wherever it hides", () => {
  const { log, lines } = listening();
  const activity = { type: "message", text: typed };
  log.info(
    { activity, text: typed, turn: { activity, deeper: { value: typed, evenDeeper: { text: typed } } } },
    "turn taken",
  );
  log.child({ text: typed }).info("child");
  const failed = Object.assign(new Error("connector said 500"), {
    code: "E500",
    request: { body: typed },
    details: typed,
  });
  log.error({ err: new Error("turn failed", { cause: failed }), conversation: "c1" }, "turn failed");
  log.error({ err: parseError() }, "cannot read");

  expect(JSON.stringify(lines)).not.toContain("Rex");
  expect(lines[0]).toMatchObject({ level: "info", msg: "turn taken", turn: { deeper: {} } });
  expect(lines[2]).toMatchObject({
    level: "error",
    conversation: "c1",
    err: { type: "Error", message: "turn failed", cause: { code: "E500", message: "connector said 500" } },
  });
});

test("a level below the configured one writes nothing, and a circular or invalid error breaks nothing", () => {
  const { log, lines } = listening("warn");
  const circle = new Error("round");
  circle.cause = circle;
  log.info("not this");
  log.warn({ err: circle }, "this");
  log.warn({ err: "only words" }, "and this");
  expect(lines.map(({ msg }) => msg)).toEqual(["this", "and this"]);
});

function parseError(): unknown {
  try {
    return JSON.parse(typed);
  } catch (error) {
    return error;
  }
}

function listening(level: "info" | "warn" = "info") {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  return { log: createLog(level, destination), lines };
}
