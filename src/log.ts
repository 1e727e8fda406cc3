/** Writes one JSON line per event. What people type goes into the transcript, never into the log. */
import { type DestinationStream, type Logger, pino } from "pino";
import * as z from "zod";
import { defineSettings } from "./settings/group.ts";
import { publicSetting } from "./settings/setting.ts";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export const logSettings = defineSettings({
  variables: {
    LOG_LEVEL: publicSetting(z.enum(logLevels, `one of ${logLevels.join(", ")}`).default("info")),
  },
  read: ({ LOG_LEVEL }) => ({ level: LOG_LEVEL }),
});

export type Log = Logger;

/** Keys under which the SDK, HTTP and our own code keep people's words or secrets. They are removed up to four levels deep. */
const words = "text speak summary value activity activities attachments channelData body rawBody said transcript lines";
const secrets = "authorization headers password token cookie";
const hidden = `${words} ${secrets}`
  .split(" ")
  .flatMap((key) => ["", "*.", "*.*.", "*.*.*."].map((above) => above + key));

/** Writes to standard output by default. Use a fixed sentence as the message and put what varies into fields. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: hidden, remove: true },
  };
  return destination ? pino(options, destination) : pino(options);
}

type LoggedError = { type: string; code?: unknown; message: string; at: string[]; cause?: LoggedError };

/** Drops what must not be logged: errors of HTTP clients carry whole requests, and parsers quote their input. */
function describeError(error: unknown, depth = 0): LoggedError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, cause } = error as Error & { code?: unknown };
  const at = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const below = depth < 4 ? describeError(cause, depth + 1) : undefined;
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    message: describeMessage(error),
    at: at.slice(0, 8).map((line) => line.trim()),
    ...(below && { cause: below }),
  };
}

function describeMessage(error: Error & { status?: unknown; statusCode?: unknown }): string {
  const status = error.statusCode ?? error.status;
  // `Refused` has a status too, but its message is our own text.
  if (typeof status === "number" && error.name !== "Refused")
    return `(another system answered ${status}; its text is not logged, because it may quote a person)`;
  if (error instanceof SyntaxError) return "(not logged, because it quotes the input)";
  return (error.message.split("\n")[0] ?? "").slice(0, 200);
}
