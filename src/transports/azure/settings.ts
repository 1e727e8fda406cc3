/** The part of the environment that says whose tokens the Azure endpoint accepts; src/config.ts reads it. */
import * as z from "zod";

/** Callers besides Azure Bot Service. Both need a token of the app's own tenant. */
export type Callers = {
  /** Bot Framework Emulator and similar tools, which sign in with the app's own credentials. */
  emulator: boolean;
  /** App ids of the bots that may call this one as a skill. */
  skills: readonly string[];
};

const appId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const hostPattern = /^(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+$/;

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean),
);

export const azureVariables = {
  MICROSOFT_APP_CALLERS: list
    .refine(
      (names) => names.every((name) => name === "emulator" || appId.test(name)),
      "emulator, or the app ids of bots that use this one as a skill, separated by commas",
    )
    .transform(
      (names): Callers => ({
        emulator: names.includes("emulator"),
        skills: names.filter((name) => name !== "emulator"),
      }),
    )
    .optional(),
  MICROSOFT_APP_SERVICE_HOSTS: list
    .refine(
      (hosts) => hosts.every((host) => hostPattern.test(host)),
      "host names separated by commas, such as bot.example.org or *.example.org",
    )
    .optional(),
};
