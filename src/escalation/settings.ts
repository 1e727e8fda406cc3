import { defineSettings } from "../settings/group.ts";
import { wholeNumber } from "../settings/schemas.ts";
import { publicSetting } from "../settings/setting.ts";

export const outboxSettings = defineSettings({
  variables: { DELIVERY_TIMEOUT_SECONDS: publicSetting(wholeNumber(1, 600, "of seconds ").default(30)) },
  /** How long one attempt to deliver may take. */
  read: ({ DELIVERY_TIMEOUT_SECONDS }) => ({ attemptMs: DELIVERY_TIMEOUT_SECONDS * 1_000 }),
});
