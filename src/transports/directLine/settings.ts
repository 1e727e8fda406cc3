import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod";
import { defineSettings } from "../../settings/group.ts";
import { filePath, secret } from "../../settings/schemas.ts";

const publicKeyFile = filePath.transform((file, context) => {
  try {
    return createPublicKey(readFileSync(file)).export({ type: "spki", format: "pem" }).toString();
  } catch {
    context.addIssue({ code: "custom", message: "a readable file with a public key in PEM, for RS256 or ES256" });
    return z.NEVER;
  }
});

export const directLineSettings = defineSettings({
  variables: {
    DIRECT_LINE_SECRET: secret.min(24, "at least 24 characters").optional(),
    IDENTITY_SECRET: secret.min(32, "at least 32 characters").optional(),
    IDENTITY_PUBLIC_KEY_FILE: publicKeyFile.optional(),
  },
  read: (data) => ({
    /** The secret with which a site's server gets tokens for its visitors; undefined if the administrator has set none. */
    secret: data.DIRECT_LINE_SECRET,
    /** The keys that verify who a page's server says its visitor is. */
    identity: { secret: data.IDENTITY_SECRET, publicKey: data.IDENTITY_PUBLIC_KEY_FILE },
  }),
});
