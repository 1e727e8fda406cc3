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

const publicUrl = z
  .string()
  .refine(
    isOrigin,
    "an address that begins with https:// (or http://) and has no path, such as https://help.example.org",
  )
  .transform((text) => new URL(text).origin);

export const httpSettings = defineSettings({
  variables: {
    PORT: publicSetting(wholeNumber(0, 65_535).default(3978)),
    HOST: publicSetting(hostName.default("127.0.0.1")),
    PUBLIC_URL: publicUrl.optional(),
    METRICS_TOKEN: secret.min(16, "at least 16 characters").optional(),
  },
  read: (data) => ({
    port: data.PORT,
    host: data.HOST,
    /** The address under which people and technicians reach this server, for links in messages; undefined if it is not set. */
    publicUrl: data.PUBLIC_URL,
    /** The bearer token that gives access to `/metrics`. */
    metricsToken: data.METRICS_TOKEN,
  }),
});

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  const isPlain = url?.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  return isPlain && ["https:", "http:"].includes(url.protocol);
}
