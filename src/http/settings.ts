import { isIP } from "node:net";
import * as z from "zod";
import { defineSettings } from "../settings/group.ts";
import { secret, wholeNumber } from "../settings/schemas.ts";
import { publicSetting } from "../settings/setting.ts";

const hostName = z
  .string()
  .refine(
    (text) => isIP(text) > 0 || (text.length <= 253 && /^[a-z\d-]+(\.[a-z\d-]+)*$/i.test(text)),
    "an address or host name to listen on, such as 127.0.0.1",
  );

export const httpSettings = defineSettings({
  variables: {
    PORT: publicSetting(wholeNumber(0, 65_535).default(3978)),
    HOST: publicSetting(hostName.default("127.0.0.1")),
    METRICS_TOKEN: secret.min(16, "at least 16 characters").optional(),
  },
  read: (data) => ({
    port: data.PORT,
    host: data.HOST,
    /** The bearer token that gives access to `/metrics`. */
    metricsToken: data.METRICS_TOKEN,
  }),
});
