/** The outbox of a process that is killed at the worst possible moment. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/store/openStore.ts";
import { emptyFolder, start } from "../support/process.ts";
import { makeDelivery, storeWith } from "../support/ticket.ts";

test("a delivery whose process is killed between the receiver's acceptance and the record of it is repeated under the same key", async () => {
  const file = path.join(emptyFolder(), "reconnect.db");
  await (await storeWith([makeDelivery("RC-1", "webhook", "2026-01-05T09:00:00.000Z")], file)).close();
  const arrived: string[] = [];
  const receiver = createServer((request, response) => {
    request.resume().on("end", () => {
      arrived.push(String(request.headers["webhook-id"]));
      if (arrived.length === 1) return first.child.kill("SIGKILL");
      // Not `writeHead(204).end()`: restify, which other files load into this process, makes it return nothing.
      response.statusCode = 204;
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void receiver.close());
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;

  const first = start("test/escalation/deliverer.ts", [file, url], {});
  expect(await first.ended).toBe("SIGKILL");
  const store = await openStore(file);
  onTestFinished(() => store.close());
  expect(await store.deliveries.list({ most: 9 })).toMatchObject([{ state: "waiting", attempts: 1, error: null }]);

  const second = start("test/escalation/deliverer.ts", [file, url, "46000"], {});
  await second.until('"msg":"delivered"');
  expect(arrived).toEqual(["RC-1-1-webhook", "RC-1-1-webhook"]);
  expect(await store.deliveries.list({ most: 9 })).toMatchObject([{ state: "delivered", attempts: 2 }]);
});
