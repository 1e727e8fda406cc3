/** A log that a test can read. */
import { Writable } from "node:stream";
import { createLog, type Log } from "../../src/log.ts";

export type ReadableLog = { log: Log; logged(): string };

export function readableLog(level: Parameters<typeof createLog>[0] = "info"): ReadableLog {
  const written: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { log: createLog(level, sink), logged: () => written.join("") };
}
