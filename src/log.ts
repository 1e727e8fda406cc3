/** One JSON line per event. What a person typed belongs to the transcript and never in here. */
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

/** Keys under which the SDK, HTTP and we ourselves keep words or secrets; removed up to four levels deep. */
const words = "text speak summary value activity activities attachments channelData body rawBody said transcript lines";
const secrets = "authorization headers password token cookie";
const hidden = `${words} ${secrets}`
  .split(" ")
  .flatMap((key) => ["", "*.", "*.*.", "*.*.*."].map((above) => above + key));

/** Writes to standard output unless told otherwise. A message is a fixed sentence; what varies goes into fields. */
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

/** Errors of HTTP clients carry whole requests, and parsers quote what they could not read: neither goes along. */
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
  // Our own refusals carry a status too, and our own words.
  if (typeof status === "number" && error.name !== "Refused")
    return `(another system answered ${status}; its words may be a person's)`;
  if (error instanceof SyntaxError) return "(quotes what it could not read)";
  return (error.message.split("\n")[0] ?? "").slice(0, 200);
}
