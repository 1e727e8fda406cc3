/** `npm run outbox`, as an administrator runs it, on a test store. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pino } from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import { outbox as command, runOutboxCommand } from "../../src/commands/outbox.ts";
import { Outbox } from "../../src/escalation/outbox.ts";
import { findStoreFile, openStore } from "../../src/store/openStore.ts";
import type { Store } from "../../src/store/store.ts";
import { run } from "../support/command.ts";
import { emptyFolder, start } from "../support/process.ts";
import { makeDelivery, storeWith } from "../support/ticket.ts";

const nine = "2026-01-05T09:00:00.000Z";
const now = () => "2026-01-05T10:00:00.000Z";

async function someStore(file = ":memory:"): Promise<Store> {
  const deliveries = [
    makeDelivery("RC-1", "webhook", nine),
    makeDelivery("RC-1", "mail", nine),
    makeDelivery("RC-2", "webhook", nine),
    makeDelivery("RC-3", "webhook", nine),
  ];
  const store = await storeWith(deliveries, file);
  await store.deliveries.takeDue(nine, nine, 3);
  await store.deliveries.markDelivered("RC-1-1-webhook", nine);
  await store.deliveries.markFailed("RC-1-1-mail", "mail.example:587 refused the recipients; see MAIL_TO (550)", null);
  await store.deliveries.markFailed("RC-2-1-webhook", "desk.example answered with 503", "2026-01-05T09:05:00.000Z");
  return store;
}

describe("list", () => {
  test("shows each delivery with its state, newest first", async () => {
    const { text, exitCode } = await runOutboxCommand(["list"], (await someStore()).deliveries, now);
    expect(exitCode).toBe(0);
    expect(text).toBe(
      [
        "RC-3-1-webhook  of 2026-01-05 09:00 UTC  not tried yet",
        "RC-2-1-webhook  of 2026-01-05 09:00 UTC  tried once, next attempt after 2026-01-05 09:05 UTC",
        "    desk.example answered with 503",
        "RC-1-1-mail  of 2026-01-05 09:00 UTC  GIVEN UP, tried once",
        "    mail.example:587 refused the recipients; see MAIL_TO (550)",
        "RC-1-1-webhook  of 2026-01-05 09:00 UTC  delivered 2026-01-05 09:00 UTC, tried once",
        "",
      ].join("\n"),
    );
  });

  test("shows only dead deliveries with --dead", async () => {
    const store = await someStore();
    expect((await runOutboxCommand(["list", "--dead"], store.deliveries, now)).text.split("\n")[0]).toContain(
      "RC-1-1-mail",
    );
    await store.deliveries.retryDead(now());
    expect((await runOutboxCommand(["list", "--dead"], store.deliveries, now)).text).toBe(
      "No delivery was given up.\n",
    );
  });

  test("says so when there are no deliveries", async () => {
    const { text } = await runOutboxCommand(["list"], (await storeWith([])).deliveries, now);
    expect(text).toBe("There are no deliveries.\n");
  });
});

describe("retry", () => {
  test("makes a delivery due again by its id, with a new count of attempts", async () => {
    const store = await someStore();
    const { text, exitCode } = await runOutboxCommand(["retry", "RC-1-1-mail"], store.deliveries, now);
    expect([text, exitCode]).toEqual([
      "1 delivery is due again; the running server sends it within half a minute.\n",
      0,
    ]);
    const [mail] = (await store.deliveries.list({ most: 9 })).filter(({ id }) => id === "RC-1-1-mail");
    expect(mail).toMatchObject({ state: "waiting", attempts: 0, nextAt: now() });
  });

  test("does not change deliveries that were not given up, and says so", async () => {
    const { text, exitCode } = await runOutboxCommand(
      ["retry", "RC-1-1-webhook", "RC-9-1-mail"],
      (await someStore()).deliveries,
      now,
    );
    expect(exitCode).toBe(1);
    expect(text).toBe(
      "None of these deliveries was given up.\n  → list those given up: npm run -s outbox -- list --dead\n",
    );
    const some = await runOutboxCommand(["retry", "RC-1-1-mail", "RC-9-1-mail"], (await someStore()).deliveries, now);
    expect(some.exitCode).toBe(1);
    expect(some.text).toContain(
      "1 delivery is due again; the running server sends it within half a minute.\nThe others were not",
    );
  });

  test("retries all dead deliveries, or says that there are none", async () => {
    const store = await someStore();
    expect((await runOutboxCommand(["retry", "--all"], store.deliveries, now)).text).toContain(
      "1 delivery is due again",
    );
    const { text, exitCode } = await runOutboxCommand(["retry", "--all"], store.deliveries, now);
    expect([text, exitCode]).toEqual(["No delivery was given up, so none was retried.\n", 0]);
  });

  test("requires ids or --all", async () => {
    const store = await someStore();
    for (const words of [["retry"], ["retry", "--all", "RC-1-1-mail"], ["list", "RC-1"], ["send"]])
      expect(await runOutboxCommand(words, store.deliveries, now)).toMatchObject({
        exitCode: 1,
        text: expect.stringContaining("retry <id>"),
      });
    expect((await runOutboxCommand(["list", "--dead"], store.deliveries, now)).text).toContain("RC-1-1-mail");
  });
});

describe("the program", () => {
  test("makes a running server send its dead deliveries", async () => {
    const folder = emptyFolder();
    const store = await someStore(findStoreFile(folder));
    const arrived: string[] = [];
    const targets = ["mail", "webhook"].map((id) => ({
      id,
      redaction: { people: true, hosts: true },
      deliver: async (_: unknown, key: string) => void arrived.push(key),
    }));
    const log = pino({ level: "silent" });
    const outbox = new Outbox({
      deliveries: store.deliveries,
      targets,
      attemptMs: 30_000,
      log,
      now: () => new Date().toISOString(),
      random: () => 1,
    });
    onTestFinished(async () => {
      await outbox.stop(0);
      await store.close();
    });
    const retry = start("src/commands/outbox.ts", ["retry", "--all"], { DATA_DIR: folder });
    await retry.until("1 delivery is due again");
    expect(await retry.ended).toBe(0);
    outbox.start();
    await expect.poll(() => arrived).toContain("RC-1-1-mail");
  });

  test("does not create a missing store", async () => {
    const folder = path.join(emptyFolder(), "nowhere");
    const list = await run(command, ["list"], { env: { DATA_DIR: folder } });
    expect(list.status).toBe(1);
    expect(list.err).toContain(`There is no store in DATA_DIR (${folder})`);
    expect(existsSync(folder)).toBe(false);
  });

  test("prints its usage", async () => {
    const folder = emptyFolder();
    await (await openStore(findStoreFile(folder))).close();
    const lost = await run(command, ["retry", "--everything"], { env: { DATA_DIR: folder } });
    expect(lost.status).toBe(1);
    expect(lost.err).toContain("Unknown option '--everything'");
    expect(lost.err).toContain("npm run -s outbox -- retry <id>...");
    const help = await run(command, ["--help"]);
    expect(help.status).toBe(0);
    expect(help.out).toContain("npm run -s outbox -- list [--dead]");
  });
});
