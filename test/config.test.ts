import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { publicNames, readConfig, variableNames, WrongConfiguration } from "../src/config.ts";
import { describeFound, publicSetting } from "../src/settings/setting.ts";

const id = "8f14e45f-ceea-467f-a3f0-000000000001";
const root = path.resolve(import.meta.dirname, "..");
const example = parseEnv(readFileSync(path.join(root, ".env.example"), "utf8"));

describe("the environment", () => {
  test("without any setting, the server binds to loopback, has no app, and uses the embedded tree", () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      http: { port: 3978, host: "127.0.0.1" },
      azure: undefined,
      log: { level: "info" },
    });
    expect(config.knowledge.treeFile).toMatch(/knowledge.rdp-0x904\.yaml$/);
  });

  test(".env.example names every variable that is read, with its default", () => {
    expect(Object.keys(example).sort()).toEqual([...variableNames].sort());
    expect(readConfig(example)).toEqual(readConfig({}));
  });

  test("the documents have a row for every variable", () => {
    const rows = globSync("docs/*.md", { cwd: root }).flatMap((file) =>
      [...readFileSync(path.join(root, file), "utf8").matchAll(/^\| ([^|]+) \|/gm)].map(([, first = ""]) => first),
    );
    const named = new Set(rows.flatMap((row) => [...row.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name)));
    expect(variableNames.filter((name) => !named.has(name))).toEqual([]);
  });

  test("all wrong values are named at once, each with what was found and what is expected", () => {
    expect(refusal({ PORT: "80a", LOG_LEVEL: "loud", HOST: "not a host", MICROSOFT_APP_TYPE: "Multi" })).toBe(
      [
        "the environment is not a valid configuration",
        '✖ PORT is "80a"',
        "  → expected a whole number from 0 to 65535",
        '✖ HOST is "not a host"',
        "  → expected an address or host name to listen on, such as 127.0.0.1",
        '✖ MICROSOFT_APP_TYPE is "Multi"',
        "  → expected MultiTenant, SingleTenant or UserAssignedMSI",
        '✖ LOG_LEVEL is "loud"',
        "  → expected one of fatal, error, warn, info, debug, trace, silent",
      ].join("\n"),
    );
  });

  test.each(["65536", "-1", "1.5", "0x50", "1e3"])("port %s is refused", (PORT) => {
    expect(refusal({ PORT })).toContain("PORT is");
  });

  test("HOST may be any address or host name, and no URL", () => {
    for (const HOST of ["127.0.0.1", "::1", "localhost", "LocalHost", "0.0.0.0", "::", "10.1.2.3", "help.example.org"])
      expect(readConfig({ HOST }).http.host).toBe(HOST);
    expect(refusal({ HOST: "http://help.example.org" })).toContain("an address or host name");
  });

  test("an incomplete registration is refused with the name of the missing setting", () => {
    expect(refusal({ MICROSOFT_APP_PASSWORD: "s" })).toContain("MICROSOFT_APP_ID is not set");
    expect(refusal({ MICROSOFT_APP_ID: id })).toContain("MICROSOFT_APP_PASSWORD is not set");
    const single = { MICROSOFT_APP_ID: id, MICROSOFT_APP_PASSWORD: "s", MICROSOFT_APP_TYPE: "SingleTenant" };
    expect(refusal(single)).toContain("MICROSOFT_APP_TENANT_ID is not set");
    const managed = { ...single, MICROSOFT_APP_TYPE: "UserAssignedMSI", MICROSOFT_APP_TENANT_ID: id };
    expect(refusal(managed)).toContain("MICROSOFT_APP_PASSWORD is set to another value");
    expect(readConfig({ ...managed, MICROSOFT_APP_PASSWORD: "" }).azure?.type).toBe("UserAssignedMSI");
  });

  describe("for Azure Bot Service", () => {
    const app = { MICROSOFT_APP_ID: id, MICROSOFT_APP_PASSWORD: "s", MICROSOFT_APP_TENANT_ID: id };

    test("by default, only Bot Framework may call, and replies go to Microsoft's hosts", () => {
      expect(readConfig(app).azure).toMatchObject({ callers: { emulator: false, skills: [] }, serviceHosts: [] });
    });

    test("the emulator, other bots and more hosts can be allowed", () => {
      const more = {
        MICROSOFT_APP_CALLERS: ` emulator, ${id.toUpperCase()}`,
        MICROSOFT_APP_SERVICE_HOSTS: "Bot.example.org,*.bots.example.org",
      };
      expect(readConfig({ ...app, ...more }).azure).toMatchObject({
        callers: { emulator: true, skills: [id] },
        serviceHosts: ["bot.example.org", "*.bots.example.org"],
      });
    });

    test.each(["skill", "emulator;x", "8f14e45f"])("%s is no caller", (MICROSOFT_APP_CALLERS) => {
      expect(refusal({ ...app, MICROSOFT_APP_CALLERS })).toContain("expected emulator, or the app ids of bots");
    });

    test.each(["https://bot.example.org", "*", "*.", "a b.example", "bot.example.org/", "*.*.org"])(
      "%s is no host",
      (MICROSOFT_APP_SERVICE_HOSTS) => {
        expect(refusal({ ...app, MICROSOFT_APP_SERVICE_HOSTS })).toContain("expected host names separated by commas");
      },
    );

    test("callers need the app and its tenant", () => {
      const callers = { MICROSOFT_APP_CALLERS: "emulator" };
      expect(refusal(callers)).toContain("expected the app id that MICROSOFT_APP_CALLERS belongs to");
      const multi = { ...app, MICROSOFT_APP_TYPE: "MultiTenant", MICROSOFT_APP_TENANT_ID: "" };
      expect(refusal({ ...multi, ...callers })).toContain("expected the tenant of MICROSOFT_APP_CALLERS");
    });
  });

  describe("for targets", () => {
    const webhook = { WEBHOOK_URL: "https://desk.example/in?token=t", WEBHOOK_SECRET: "twenty-four-signs-or-more" };
    const mail = {
      MAIL_SERVER: "smtp://bot%40desk:pa%3Ass@mail.example",
      MAIL_FROM: "bot@desk.example",
      MAIL_TO: "desk@desk.example, chief@desk.example",
    };
    const whsec = (bytes: number) => `whsec_${Buffer.alloc(bytes, 255).toString("base64")}`;

    test("without settings there are none", () => {
      expect(readConfig({}).targets).toEqual({ webhook: undefined, mail: undefined });
    });

    test("a webhook has an address and a key, and names are redacted unless a setting says otherwise", () => {
      expect(readConfig(webhook).targets.webhook).toEqual({
        url: webhook.WEBHOOK_URL,
        key: Buffer.from(webhook.WEBHOOK_SECRET),
        redaction: { people: true, hosts: true },
      });
      const standard = { ...webhook, WEBHOOK_SECRET: whsec(32), WEBHOOK_REDACT: "hosts" };
      expect(readConfig(standard).targets.webhook).toMatchObject({
        key: Buffer.alloc(32, 255),
        redaction: { people: false, hosts: true },
      });
      const here = { ...webhook, WEBHOOK_URL: "http://[::1]:8080/in", WEBHOOK_REDACT: "none" };
      expect(readConfig(here).targets.webhook?.redaction).toEqual({ people: false, hosts: false });
    });

    test("mail has a server, and the connection is encrypted unless the server is on this machine", () => {
      expect(readConfig(mail).targets.mail).toEqual({
        server: {
          ...{ host: "mail.example", port: 587, encryption: "asked-for" },
          login: { user: "bot@desk", pass: "pa:ss" },
        },
        from: "bot@desk.example",
        to: ["desk@desk.example", "chief@desk.example"],
        redaction: { people: true, hosts: true },
      });
      const server = (MAIL_SERVER: string) => readConfig({ ...mail, MAIL_SERVER }).targets.mail?.server;
      expect(server("smtps://mail.example")).toMatchObject({ port: 465, encryption: "at-once", login: undefined });
      expect(server("smtp://127.0.0.1:25")).toMatchObject({ port: 25, encryption: "never" });
      expect(server("smtp://[::1]:25")).toMatchObject({ host: "::1", encryption: "never" });
    });

    test("mail without recipients sends no tickets", () => {
      const { MAIL_TO: _, ...sender } = mail;
      expect(readConfig(sender).targets.mail).toMatchObject({ from: "bot@desk.example", to: [] });
    });

    test("an incomplete target is refused with the names of the missing settings", () => {
      expect(refusal({ WEBHOOK_URL: webhook.WEBHOOK_URL, MAIL_SERVER: mail.MAIL_SERVER })).toBe(
        [
          "the environment is not a valid configuration",
          "✖ WEBHOOK_SECRET is not set",
          "  → expected the secret that signs each request, because WEBHOOK_URL is set",
          "✖ MAIL_FROM is not set",
          "  → expected the sender's address, because MAIL_SERVER is set",
        ].join("\n"),
      );
      expect(refusal({ WEBHOOK_SECRET: webhook.WEBHOOK_SECRET })).toContain("WEBHOOK_URL is not set");
      expect(refusal({ MAIL_TO: mail.MAIL_TO })).toContain("MAIL_SERVER is not set");
      expect(refusal({ MAIL_TO: mail.MAIL_TO })).toContain("MAIL_FROM is not set");
    });

    test.each([
      ["WEBHOOK_URL", "http://desk.example/in"],
      ["WEBHOOK_URL", "https://me:secret@desk.example/in"],
      ["WEBHOOK_URL", "https://desk.example/in#part"],
      ["WEBHOOK_URL", "desk.example"],
      ["WEBHOOK_SECRET", "twenty-three-signs-long"],
      ["WEBHOOK_SECRET", whsec(23)],
      ["WEBHOOK_SECRET", whsec(65)],
      ["WEBHOOK_SECRET", `${whsec(32)}!`],
      ["WEBHOOK_REDACT", "everything"],
      ["WEBHOOK_REDACT", "none,people"],
      ["MAIL_SERVER", "https://mail.example"],
      ["MAIL_SERVER", "mail.example:587"],
      ["MAIL_SERVER", "smtp://"],
      ["MAIL_SERVER", "smtp://bot@mail.example"],
      ["MAIL_SERVER", "smtp://bot:100%@mail.example"],
      ["MAIL_SERVER", "smtp://mail.example/?ignoreTLS=true"],
      ["MAIL_FROM", "Reconnect <bot@desk.example>"],
      ["MAIL_FROM", "bot@desk.example\r\nBcc: x@y"],
      ["MAIL_TO", "desk"],
      ["MAIL_TO", ","],
    ])("%s cannot be %j", (name, value) => {
      expect(refusal({ ...webhook, ...mail, [name]: value })).toContain(`✖ ${name} is`);
    });
  });

  describe("for the desk", () => {
    test("by default there are no desk hours and no hub, and a case is abandoned after an hour", () => {
      expect(readConfig({})).toMatchObject({
        desk: { hours: undefined, walkedAwayMs: 3_600_000 },
        hub: { secret: undefined },
      });
    });

    test("hours go by the clock of the zone that is named, or of this machine", () => {
      const DESK_HOURS = "Mon 08:00-18:00";
      const hours = [{ day: 0, from: 480, until: 1_080 }];
      const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      expect(readConfig({ DESK_HOURS }).desk.hours).toEqual({ hours, timeZone });
      expect(readConfig({ DESK_HOURS, DESK_TIME_ZONE: "Europe/Berlin" }).desk.hours?.timeZone).toBe("Europe/Berlin");
    });

    test("unreadable hours are refused with the mistake and an example", () => {
      expect(refusal({ DESK_HOURS: "Funday 08:00-18:00", DESK_TIME_ZONE: "Europe/Atlantis" })).toBe(
        [
          "the environment is not a valid configuration",
          '✖ DESK_HOURS is "Funday 08:00-18:00"',
          '  → expected desk hours such as "Mon-Fri 08:00-18:00; Sat 09:00-12:00", or 24/7: "Funday" is not a day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun',
          '✖ DESK_TIME_ZONE is "Europe/Atlantis"',
          "  → expected a time zone of the IANA database, such as Europe/Berlin",
        ].join("\n"),
      );
      expect(refusal({ DESK_TIME_ZONE: "+02:00" })).toContain("DESK_TIME_ZONE is");
    });

    test.each(["4", "10081", "60.5", "an hour"])("%s minutes until a case is abandoned are refused", (minutes) => {
      expect(refusal({ WALKED_AWAY_MINUTES: minutes })).toContain("a whole number of minutes from 5 to 10080");
    });

    test.each(["0", "601", "1.5", "-1", "soon"])("a delivery timeout of %s seconds is refused", (seconds) => {
      expect(refusal({ DELIVERY_TIMEOUT_SECONDS: seconds })).toContain("a whole number of seconds from 1 to 600");
    });

    test("a delivery attempt may take 30 seconds by default", () => {
      expect(readConfig({}).outbox.attemptMs).toBe(30_000);
      expect(readConfig({ DELIVERY_TIMEOUT_SECONDS: "4" }).outbox.attemptMs).toBe(4_000);
    });

    test("the secret of a hub is long enough not to be guessed, and never shown", () => {
      const HUB_SECRET = "only-twenty-three-signs";
      expect(refusal({ HUB_SECRET })).toContain("expected at least 24 characters");
      expect(refusal({ HUB_SECRET })).not.toContain(HUB_SECRET);
      expect(readConfig({ HUB_SECRET: `${HUB_SECRET}!` }).hub.secret).toBe(`${HUB_SECRET}!`);
      expect(readConfig({}).hub.redaction).toEqual({ people: false, hosts: false });
      expect(readConfig({ HUB_REDACT: "people,hosts" }).hub.redaction).toEqual({ people: true, hosts: true });
    });
  });

  describe("a wrong value", () => {
    // Wrong for every setting: in no list, longer than any text, and with a character that no path has.
    const pasted = `Zx8~not-for-logs \0${"x".repeat(400)}`;
    const managed = {
      MICROSOFT_APP_ID: id,
      MICROSOFT_APP_TENANT_ID: id,
      MICROSOFT_APP_TYPE: "UserAssignedMSI",
    };
    const refusalOf = (name: string) => {
      const PHRASING = name.startsWith("AZURE_") ? "azure-openai" : "openai-compatible";
      return refusal({ ...managed, PHRASING, [name]: pasted });
    };

    test.each(variableNames)("of %s is printed where its schema is public, and nowhere else", (name) => {
      const said = refusalOf(name);
      expect(said.includes("Zx8~")).toBe(publicNames.includes(name));
      expect(said).toContain(
        publicNames.includes(name)
          ? `✖ ${name} is "Zx8~not-for-logs `
          : `✖ ${name} is set to another value (not shown)`,
      );
    });

    test("is printed for these settings alone", () => {
      expect(publicNames).toEqual([
        ...["PORT", "HOST", "EMBED_ORIGINS", "DATA_DIR", "TREE_FILE"],
        ...["HELP_DESK_NAME", "HELP_DESK_CONTACT", "HELP_DESK_HOURS", "MICROSOFT_APP_TYPE"],
        ...["PHRASING", "PHRASING_DEADLINE_MS", "PHRASING_MOST_AT_ONCE", "WEBHOOK_REDACT", "MAIL_REDACT"],
        ...["DELIVERY_TIMEOUT_SECONDS"],
        ...["DESK_HOURS", "DESK_TIME_ZONE", "CANNED_REPLIES_FILE", "WALKED_AWAY_MINUTES", "HUB_REDACT", "LOG_LEVEL"],
      ]);
    });

    test("of a new setting stays hidden until its whole schema is marked", () => {
      const number = z.string().regex(/^\d+$/);
      const marked = publicSetting(number.default("5"));
      const PAGER = { KEY: number, CODE: publicSetting(number).optional(), LINE: number.default("5"), DELAY: marked };
      const said = Object.entries(PAGER).map(([name, schema]) => `${name} is ${describeFound(schema, "pg-live-4711")}`);
      expect(said).toEqual([
        "KEY is set to another value (not shown)",
        "CODE is set to another value (not shown)",
        "LINE is set to another value (not shown)",
        'DELAY is "pg-live-4711"',
      ]);
      expect(marked.parse(undefined)).toBe("5");
    });
  });

  test("PUBLIC_URL is the origin of an address, and everything else is refused", () => {
    expect(readConfig({ PUBLIC_URL: "https://help.example.org/" }).http.publicUrl).toBe("https://help.example.org");
    expect(readConfig({}).http.publicUrl).toBeUndefined();
    for (const wrong of [
      "help.example.org",
      "https://help.example.org/desk",
      "ftp://help.example.org",
      "https://me:pw@help.example.org",
    ])
      expect(() => readConfig({ PUBLIC_URL: wrong })).toThrow("PUBLIC_URL is set to another value (not shown)");
  });

  describe("for phrasing", () => {
    const azure = {
      PHRASING: "azure-openai",
      AZURE_OPENAI_ENDPOINT: "https://contoso.openai.azure.com/",
      AZURE_OPENAI_DEPLOYMENT: "words",
    };
    const own = {
      PHRASING: "openai-compatible",
      OPENAI_BASE_URL: "http://127.0.0.1:11434/v1",
      OPENAI_MODEL: "llama3.1:8b",
    };
    const strange = (names: RegExp) =>
      Object.fromEntries(variableNames.filter((name) => names.test(name)).map((name) => [name, "of another tool"]));

    test("is off by default", () => {
      expect(readConfig({}).phrasing).toBe(undefined);
      expect(readConfig({ PHRASING: "off" }).phrasing).toBe(undefined);
    });

    test("with phrasing off, its other settings are not read, because other tools use the same names", () => {
      expect(readConfig({ OPENAI_API_KEY: "k", AZURE_OPENAI_API_KEY: "k" }).phrasing).toBe(undefined);
      for (const PHRASING of ["", "off"]) {
        expect(readConfig({ ...azure, ...own, PHRASING }).phrasing).toBe(undefined);
        expect(readConfig({ ...strange(/OPENAI|PHRASING_/), PHRASING })).toEqual(readConfig({}));
      }
    });

    test("with one provider chosen, the settings of the other are not read", () => {
      expect(readConfig({ ...strange(/^OPENAI/), ...azure })).toEqual(readConfig(azure));
      expect(readConfig({ ...strange(/^AZURE_OPENAI/), ...own })).toEqual(readConfig(own));
      expect(readConfig({ ...azure, ...own, PHRASING: "azure-openai" }).phrasing).toMatchObject({ kind: "azure" });
    });

    test("PHRASING is one of three values", () => {
      expect(refusal({ PHRASING: "ollama", OPENAI_API_KEY: "two words" })).toBe(
        [
          "the environment is not a valid configuration",
          '✖ PHRASING is "ollama"',
          "  → expected off, azure-openai or openai-compatible",
        ].join("\n"),
      );
    });

    test("names a deployment of Azure OpenAI, by key or by identity", () => {
      const limits = { deadlineMs: 4_000, mostAtOnce: 4 };
      const byIdentity = { apiKey: undefined, clientId: undefined };
      const deployment = {
        endpoint: "https://contoso.openai.azure.com",
        deployment: "words",
        apiVersion: "2024-10-21",
      };
      expect(readConfig(azure).phrasing).toEqual({ kind: "azure", ...deployment, ...byIdentity, ...limits });
      expect(readConfig({ ...azure, AZURE_OPENAI_API_KEY: "k" }).phrasing).toMatchObject({ apiKey: "k" });
      expect(readConfig({ ...azure, AZURE_OPENAI_CLIENT_ID: id }).phrasing).toMatchObject({ clientId: id });
    });

    test("names a server that speaks OpenAI's protocol, with custom limits", () => {
      const config = readConfig({ ...own, PHRASING_DEADLINE_MS: "8000", PHRASING_MOST_AT_ONCE: "100" });
      expect(config.phrasing).toEqual({
        kind: "openai-compatible",
        baseUrl: "http://127.0.0.1:11434/v1",
        model: "llama3.1:8b",
        apiKey: undefined,
        deadlineMs: 8_000,
        mostAtOnce: 100,
      });
    });

    test("an incomplete model is refused with the names of all missing settings at once", () => {
      expect(refusal({ PHRASING: "azure-openai", AZURE_OPENAI_API_KEY: "k", OPENAI_MODEL: "m" })).toBe(
        [
          "the environment is not a valid configuration",
          "✖ AZURE_OPENAI_ENDPOINT is not set",
          "  → expected the address of the resource, because PHRASING is azure-openai; or set that to off",
          "✖ AZURE_OPENAI_DEPLOYMENT is not set",
          "  → expected the name of the deployment, because PHRASING is azure-openai; or set that to off",
        ].join("\n"),
      );
      expect(refusal({ PHRASING: "openai-compatible", AZURE_OPENAI_ENDPOINT: "x" })).toBe(
        [
          "the environment is not a valid configuration",
          "✖ OPENAI_BASE_URL is not set",
          "  → expected the address of the server, because PHRASING is openai-compatible; or set that to off",
          "✖ OPENAI_MODEL is not set",
          "  → expected the name of the model, because PHRASING is openai-compatible; or set that to off",
        ].join("\n"),
      );
      expect(refusal({ ...azure, AZURE_OPENAI_DEPLOYMENT: "" })).toContain("AZURE_OPENAI_DEPLOYMENT is not set");
      expect(refusal({ ...own, OPENAI_MODEL: "" })).toContain("OPENAI_MODEL is not set");
    });

    test("a key and an identity together are refused", () => {
      const both = { ...azure, AZURE_OPENAI_API_KEY: "k", AZURE_OPENAI_CLIENT_ID: id };
      expect(refusal(both)).toContain("AZURE_OPENAI_CLIENT_ID is set to another value (not shown)");
    });

    test.each([
      ["AZURE_OPENAI_ENDPOINT", "http://contoso.openai.azure.com"],
      ["AZURE_OPENAI_ENDPOINT", "https://contoso.openai.azure.com/openai/deployments/words"],
      ["AZURE_OPENAI_ENDPOINT", "https://contoso.openai.azure.com/?api-version=2024-10-21"],
      ["AZURE_OPENAI_ENDPOINT", "https://contoso.services.ai.azure.com/api/projects/help"],
      ["AZURE_OPENAI_ENDPOINT", "contoso"],
      ["AZURE_OPENAI_DEPLOYMENT", "my words"],
      ["AZURE_OPENAI_API_KEY", "two words"],
      ["AZURE_OPENAI_API_VERSION", "latest"],
      ["AZURE_OPENAI_CLIENT_ID", "me"],
      ["OPENAI_BASE_URL", "127.0.0.1:11434"],
      ["OPENAI_BASE_URL", "ftp://127.0.0.1/v1"],
      ["OPENAI_BASE_URL", "http://me@127.0.0.1/v1"],
      ["OPENAI_BASE_URL", "http://:secret@127.0.0.1/v1"],
      ["OPENAI_BASE_URL", "http://127.0.0.1:11434/v1/chat/completions/"],
      ["OPENAI_MODEL", "a model"],
      ["OPENAI_API_KEY", "naïve"],
      ["PHRASING_DEADLINE_MS", "249"],
      ["PHRASING_DEADLINE_MS", "8001"],
      ["PHRASING_MOST_AT_ONCE", "0"],
      ["PHRASING_MOST_AT_ONCE", "1e2"],
      ["METRICS_TOKEN", "too-short"],
    ])("%s cannot be %s", (name, value) => {
      expect(refusal({ ...(name.startsWith("OPENAI_") ? own : azure), [name]: value })).toContain(`✖ ${name} is`);
    });

    test("an address with a path too many is refused with the address to use", () => {
      expect(refusal({ ...own, OPENAI_BASE_URL: "http://127.0.0.1/v1/chat/completions" })).toContain(
        "expected the address without /chat/completions, such as http://127.0.0.1:11434/v1",
      );
    });
  });

  describe("for signing in at the desk", () => {
    const kim = "kim-0123456789-0123456789";
    const sam = "sam-0123456789-0123456789";

    test("there are no technicians by default; each has a name and a secret", () => {
      expect(readConfig({}).signIn.tokens).toEqual([]);
      expect(readConfig({ DESK_TOKENS: ` Kim  Lee : ${kim} , Søren O'Hara:${sam},` }).signIn.tokens).toEqual([
        { name: "Kim Lee", secret: kim },
        { name: "Søren O'Hara", secret: sam },
      ]);
    });

    test.each([
      ["a name alone", "Kim", "entry 1 needs a secret of 24 to 500"],
      ["a secret too short", `Kim:${kim},Sam:short`, "entry 2 needs a secret of 24 to 500"],
      ["a secret with a blank", `Kim:${kim} ${kim}`, "entry 1 needs a secret"],
      ["a secret with a colon", `Kim:${kim}:${kim}`, "entry 1 needs a secret"],
      ["no name", `:${kim}`, "entry 1 needs a name"],
      ["a name too long", `${"K".repeat(61)}:${kim}`, "entry 1 needs a name"],
      ["a name that the ticket's log uses for the bot", `Bot:${kim}`, "entry 1 needs a name"],
      ["a name twice", `Kim:${kim},kim:${sam}`, "entry 2 has the name of another"],
      ["a secret twice", `Kim:${kim},Sam:${kim}`, "entry 2 has the secret of another"],
      ["nothing between commas", ",,", "the list is empty"],
    ])("%s is refused by its place, and never shown", (_, DESK_TOKENS, problem) => {
      const said = refusal({ DESK_TOKENS });
      expect(said).toContain("✖ DESK_TOKENS is set to another value (not shown)");
      expect(said).toContain(problem);
      expect(said).not.toMatch(/0123456789|short/);
    });
  });

  test("EMBED_ORIGINS lists origins and wildcards, and DIRECT_LINE_SECRET is long", () => {
    expect(readConfig({}).http.embedOrigins).toEqual([]);
    const EMBED_ORIGINS = "https://help.example.org, https://*.example.org";
    expect(readConfig({ EMBED_ORIGINS }).http.embedOrigins).toEqual([
      "https://help.example.org",
      "https://*.example.org",
    ]);
    for (const wrong of ["*", "https://*.org", "help.example.org", "https://a.example/path"])
      expect(refusal({ EMBED_ORIGINS: wrong })).toContain("expected origins without a path");
    expect(refusal({ DIRECT_LINE_SECRET: "short" })).toContain("expected at least 24 characters");
  });

  test("METRICS_TOKEN is the token for the metrics", () => {
    expect(readConfig({}).http.metricsToken).toBe(undefined);
    expect(readConfig({ METRICS_TOKEN: "0123456789abcdef" }).http.metricsToken).toBe("0123456789abcdef");
  });

  test("any environment gives a configuration or a refusal that names a variable", () => {
    const value = fc.option(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("0", id, "0.0.0.0")), {
      nil: undefined,
    });
    const env = fc.dictionary(fc.oneof(fc.constantFrom(...variableNames), fc.string()), value, {
      noNullPrototype: false,
    });
    fc.assert(
      fc.property(env, (given) => {
        try {
          expect(readConfig(given).http.port).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toBeInstanceOf(WrongConfiguration);
          expect(variableNames.some((name) => String(error).includes(`✖ ${name} is`))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof WrongConfiguration) return error.message;
    throw error;
  }
  throw new Error("the configuration was accepted");
}
