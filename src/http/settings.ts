import { isIP } from "node:net";
import * as z from "zod";
import { defineSettings } from "../settings/group.ts";
import { secret, splitList, wholeNumber } from "../settings/schemas.ts";
import { publicSetting } from "../settings/setting.ts";
import { isListable } from "./listedOrigins.ts";

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

const embedOrigins = z
  .string()
  .transform(splitList)
  .refine(
    (list) => list.every(isListable),
    "origins without a path, separated by commas, such as https://help.example.org or https://*.example.org",
  );

export const httpSettings = defineSettings({
  variables: {
    PORT: publicSetting(wholeNumber(0, 65_535).default(3978)),
    HOST: publicSetting(hostName.default("127.0.0.1")),
    PUBLIC_URL: publicUrl.optional(),
    EMBED_ORIGINS: publicSetting(embedOrigins.optional()),
    METRICS_TOKEN: secret.min(16, "at least 16 characters").optional(),
  },
  read: (data) => ({
    port: data.PORT,
    host: data.HOST,
    /** The address under which people and technicians reach this server, for links in messages; undefined if it is not set. */
    publicUrl: data.PUBLIC_URL,
    /** The origins of other sites whose pages may show the chat and talk to the server. */
    embedOrigins: data.EMBED_ORIGINS ?? [],
    /** The bearer token that gives access to `/metrics`. */
    metricsToken: data.METRICS_TOKEN,
  }),
});

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  const isPlain = url?.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  return isPlain && ["https:", "http:"].includes(url.protocol);
}
