/** Deliveries in `/metrics`. */
import { expect, test } from "vitest";
import { createDeliveryFigures } from "../../src/escalation/deliveryFigures.ts";
import { makeDelivery, storeWith } from "../support/ticket.ts";

const nine = "2026-01-05T09:00:00.000Z";

test("configured targets start with 0", async () => {
  const figures = createDeliveryFigures((await storeWith([])).deliveries, ["webhook"]);
  const text = await figures.metrics();
  for (const state of ["waiting", "delivered", "dead"])
    expect(text).toContain(`reconnect_deliveries{target="webhook",state="${state}"} 0`);
  expect(text).toContain('reconnect_delivery_attempts_total{target="webhook",outcome="failed"} 0');
});

test("stored deliveries and attempts are counted, also for targets that are no longer configured", async () => {
  const store = await storeWith([makeDelivery("RC-1", "webhook", nine), makeDelivery("RC-1", "pager", nine)]);
  const figures = createDeliveryFigures(store.deliveries, ["webhook"]);
  figures.attempted("webhook", "failed");
  figures.attempted("webhook", "failed");
  figures.attempted("pager", "dead");
  await store.deliveries.markFailed("RC-1-1-pager", "pager is no longer configured", null);
  const text = await figures.metrics();
  expect(text).toContain('reconnect_deliveries{target="webhook",state="waiting"} 1');
  expect(text).toContain('reconnect_deliveries{target="pager",state="dead"} 1');
  expect(text).toContain('reconnect_delivery_attempts_total{target="webhook",outcome="failed"} 2');
  expect(text).toContain('reconnect_delivery_attempts_total{target="pager",outcome="dead"} 1');

  await store.deliveries.markDelivered("RC-1-1-webhook", nine);
  const later = await figures.metrics();
  expect(later).toContain('reconnect_deliveries{target="webhook",state="waiting"} 0');
  expect(later).toContain('reconnect_deliveries{target="webhook",state="delivered"} 1');
  expect(later).toContain('reconnect_delivery_attempts_total{target="webhook",outcome="failed"} 2');
});
