/** The technicians who may sign in at the desk. */
import * as z from "zod";
import { sentence } from "../../../dialogs/words/sentence.ts";
import { defineSettings } from "../../settings/group.ts";
import { textLimits } from "../../tickets/textLimits.ts";

const { technicianName: longestName, deskToken: longestToken } = textLimits;
const namePattern = new RegExp(`^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .'’@_()-]{0,${longestName - 1}}$`, "u");
const tokenPattern = new RegExp(`^[\\x21-\\x7e]{24,${longestToken}}$`);

/** Names that the ticket's log or the chat use for others. */
const reserved = /^(?:the )?(?:person|bot|reconnect|technician|an agent\b.*)$/i;
/** The name that people and the ticket's log show. The messages are for the one who signs in. */
export const technicianName = z
  .string()
  .transform((text) => text.trim().replace(/\s+/g, " "))
  .refine((name) => namePattern.test(name), {
    error: () => sentence("desk-page.sign-in.long-name", { most: longestName }),
  })
  .refine((name) => !reserved.test(name.normalize("NFKC")), {
    error: () => sentence("desk-page.sign-in.reserved-name"),
  });

export type DeskToken = { name: string; secret: string };

const expected = "Kim:secret,Sam:secret, a name and a secret for each technician";

/** Secret: the messages name the entry and never its content. */
const deskTokens = z.string().transform((text, context): DeskToken[] => {
  const tokens = text
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const [name = "", secret = "", ...more] = entry.split(":");
      return { name: technicianName.safeParse(name), secret: more.length > 0 ? "" : secret.trim() };
    });
  const refuse = (problem: string) => context.addIssue({ code: "custom", message: `${expected}; ${problem}` });
  if (tokens.length === 0) refuse("the list is empty");
  const seen = { names: new Set<string>(), secrets: new Set<string>() };
  return tokens.flatMap(({ name, secret }, at) => {
    const entry = `entry ${at + 1}`;
    if (!name.success)
      refuse(
        `${entry} needs a name of at most ${longestName} letters before a colon, and not a reserved one such as "bot"`,
      );
    else if (!tokenPattern.test(secret))
      refuse(`${entry} needs a secret of 24 to ${longestToken} printable characters, without comma and colon`);
    else if (seen.names.has(name.data.toLowerCase())) refuse(`${entry} has the name of another entry`);
    else if (seen.secrets.has(secret)) refuse(`${entry} has the secret of another entry`);
    else {
      seen.names.add(name.data.toLowerCase());
      seen.secrets.add(secret);
      return [{ name: name.data, secret }];
    }
    return [];
  });
});

export const signInSettings = defineSettings({
  variables: { DESK_TOKENS: deskTokens.optional() },
  /** Technicians who may sign in from any machine. */
  read: (data) => ({ tokens: data.DESK_TOKENS ?? [] }),
});
