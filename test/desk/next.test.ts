/** What the desk proposes next: it goes on after each look and step, and takes what is known first. */
import { expect, test } from "vitest";
import type { TechnicianAtDesk } from "../support/desk.ts";
import { handedOver } from "./handedOver.ts";

const healthy = "LISTENER: LISTENING on port 3389\nRD SERVICES: RUNNING\nBUILD: 20348.2000";

async function claimed(says: string) {
  const desk = await handedOver([says, "technician", "yes"]);
  await desk.kim.does(desk.reference, { kind: "claim" });
  return desk;
}

async function next(technician: TechnicianAtDesk, reference: string) {
  return (await technician.sees(reference)).now.next;
}

test("a look whose healthy output was pasted is not proposed again", async () => {
  const { kim, reference } = await claimed("0x904 0x7");
  expect((await next(kim, reference))?.look).toBe("listener");
  expect(await kim.does(reference, { kind: "read", text: healthy, look: "listener" })).toBe("done");
  const { now } = await kim.sees(reference);
  expect([now.next?.look, ...now.looks.map(({ look }) => look)]).not.toContain("listener");
  expect(now.next).toBeDefined();
});

test("an output that says nothing new still settles its look", async () => {
  const { kim, reference } = await claimed("0x904 0x7");
  await kim.does(reference, { kind: "read", text: healthy });
  expect(await kim.does(reference, { kind: "read", text: healthy })).toBe("What it says is recorded already.");
  expect(await kim.does(reference, { kind: "read", text: healthy, look: "listener" })).toBe("done");
});

test("a technician goes on from a look that shows nothing wrong or cannot be run, and undo takes it back", async () => {
  const { kim, reference } = await claimed("0x904 0x7");
  const nothingWrong = { kind: "next-done", action: "listener", how: "done" } as const;
  expect(await kim.does(reference, nothingWrong)).toBe("done");
  const second = (await next(kim, reference))?.look ?? "";
  expect(second).not.toBe("listener");
  await kim.does(reference, { kind: "next-done", action: second, how: "cannot" });
  const { now, recording, log } = await kim.sees(reference);
  expect(["listener", second]).not.toContain(now.next?.look);
  expect(recording?.what).toMatch(/^looked: /);
  expect(log.map(({ detail }) => detail)).toContain("nothing wrong: See whether Remote Desktop runs and listens");
  await kim.does(reference, { kind: "undo", recording: recording?.recording ?? 0 });
  expect((await next(kim, reference))?.look).toBe(second);
});

test("the look of the hand-over does not stay when there is nothing more to run", async () => {
  const { kim, reference } = await claimed("0x904 0x7, by VPN, only me");
  await kim.does(reference, { kind: "next-done", action: "pings", how: "cannot" });
  expect(await next(kim, reference)).toBeUndefined();
});

test("evidence that is known comes first: the fix of the leading suspect, with the reason", async () => {
  const { kim, reference } = await claimed("0x904 0x7, nobody gets in, same network");
  await kim.does(reference, { kind: "read", text: "REACHED: YES, last 11:00:00\nBOUND: NO KEY" });
  expect(await next(kim, reference)).toMatchObject({
    step: "bind-right-certificate",
    because: ["One is set, but its private key is missing"],
  });
});

test("a step that a technician did is an open change, and one that they put back is not proposed again", async () => {
  const { kim, reference } = await claimed("0x904 0x7, nobody gets in, same network");
  await kim.does(reference, { kind: "read", text: "BOUND: NO KEY" });
  const step = { kind: "next-done", action: "bind-right-certificate", how: "done" } as const;
  expect(await kim.does(reference, step)).toBe("done");
  expect(await kim.does(reference, step)).toBe('Something else comes next by now. Look at "Next" again.');
  const { changes, now } = await kim.sees(reference);
  expect([changes.length, now.next?.step]).not.toContain("bind-right-certificate");
  expect(changes[0]?.title).toBe("Choose the right certificate");
  await kim.does(reference, { kind: "put-back", change: changes[0]?.change ?? 0 });
  expect((await next(kim, reference))?.step).not.toBe("bind-right-certificate");
});
