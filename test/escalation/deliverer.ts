/** A separate process that delivers from a store, so that a test can kill it. Its clock may run ahead, so that the test need not wait. */
import { Outbox } from "../../src/escalation/outbox.ts";
import { openWebhook } from "../../src/escalation/targets/webhook.ts";
import { createLog } from "../../src/log.ts";
import { openStore } from "../../src/store/openStore.ts";

const [file = "", url = "", aheadMs = "0"] = process.argv.slice(2);
const clock = () => new Date(Date.now() + Number(aheadMs));
const settings = { url, key: Buffer.from("twenty-four-signs-or-more"), redaction: { people: true, hosts: true } };
new Outbox({
  deliveries: (await openStore(file)).deliveries,
  targets: [openWebhook(settings, clock)],
  attemptMs: 30_000,
  log: createLog("info"),
  now: () => clock().toISOString(),
  random: () => 1,
}).start();
// The outbox's timers do not keep the process alive; the test that started it ends it.
setInterval(() => {}, 60_000);
