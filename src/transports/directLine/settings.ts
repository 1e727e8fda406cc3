import { defineSettings } from "../../settings/group.ts";
import { secret } from "../../settings/schemas.ts";

export const directLineSettings = defineSettings({
  variables: { DIRECT_LINE_SECRET: secret.min(24, "at least 24 characters").optional() },
  read: (data) => ({
    /** The secret with which a site's server gets tokens for its visitors; undefined if there is none. */
    secret: data.DIRECT_LINE_SECRET,
  }),
});
