/** Technicians on a shift. When one sees a waiting ticket, all claim it at the same time. */
import { setTimeout as wait } from "node:timers/promises";
import type { Technician } from "./deskTechnician.ts";

/** Each technician's answer; `why` is undefined for the winner. */
export type Race = { reference: string; answers: { name: string; why: string | undefined }[] };

const LOOKS_EVERY_MS = 60;

/** Resolves when all people have left and all work is done. */
export async function keepShift(technicians: readonly Technician[], isOver: () => boolean): Promise<Race[]> {
  const races: Race[] = [];
  const work: Promise<void>[] = [];
  const racing = new Set<string>();
  const working = new Set<string>();
  const raced = new Map<string, number>();
  let failed: unknown;

  async function race(reference: string): Promise<void> {
    racing.add(reference);
    const answers = await Promise.all(
      technicians.map(async ({ name, claims }) => ({ name, why: await claims(reference) })),
    );
    races.push({ reference, answers });
    raced.set(reference, performance.now());
    racing.delete(reference);
    const winner = technicians.find(({ name }) =>
      answers.some((answer) => answer.name === name && answer.why === undefined),
    );
    if (winner) await workOn(winner, reference);
  }

  async function workOn(technician: Technician, reference: string): Promise<void> {
    working.add(reference);
    await technician.works(reference);
    working.delete(reference);
  }

  const keep = (run: Promise<void>) =>
    work.push(
      run.catch((error) => {
        failed = error;
      }),
    );

  for (let looks = 0; !isOver() && failed === undefined; looks += 1) {
    const began = performance.now();
    const technician = technicians[looks % technicians.length];
    for (const reference of (await technician?.looks()) ?? []) {
      // The page may be older than the end of the last race for this ticket.
      if (racing.has(reference) || (raced.get(reference) ?? 0) > began) continue;
      keep(race(reference));
    }
    // What still fails comes back to the technician who resolved it.
    for (const reference of (await technician?.returned()) ?? [])
      if (technician && !racing.has(reference) && !working.has(reference)) keep(workOn(technician, reference));
    await wait(LOOKS_EVERY_MS);
  }
  await Promise.all(work);
  if (failed !== undefined) throw failed;
  return races;
}
