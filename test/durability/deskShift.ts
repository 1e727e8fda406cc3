/** Technicians on one shift: whoever sees somebody waiting calls out, and all press at once. */
import { setTimeout as wait } from "node:timers/promises";
import type { Technician } from "./deskTechnician.ts";

/** What each was told; undefined for who has got it. */
export type Race = { reference: string; told: { name: string; why: string | undefined }[] };

const LOOKS_EVERY_MS = 60;

/** Resolves when nobody is left and all work is done. */
export async function keepShift(technicians: readonly Technician[], isOver: () => boolean): Promise<Race[]> {
  const races: Race[] = [];
  const work: Promise<void>[] = [];
  const racing = new Set<string>();
  const raced = new Map<string, number>();
  let failed: unknown;

  async function race(reference: string): Promise<void> {
    racing.add(reference);
    const told = await Promise.all(
      technicians.map(async ({ name, claims }) => ({ name, why: await claims(reference) })),
    );
    races.push({ reference, told });
    raced.set(reference, performance.now());
    racing.delete(reference);
    const winner = technicians.find(({ name }) => told.some((one) => one.name === name && one.why === undefined));
    await winner?.works(reference);
  }

  for (let looks = 0; !isOver() && failed === undefined; looks += 1) {
    const began = performance.now();
    const waiting = (await technicians[looks % technicians.length]?.looks()) ?? [];
    for (const reference of waiting) {
      // The page may be from before the last race for it was over.
      if (racing.has(reference) || (raced.get(reference) ?? 0) > began) continue;
      work.push(
        race(reference).catch((error) => {
          failed = error;
        }),
      );
    }
    await wait(LOOKS_EVERY_MS);
  }
  await Promise.all(work);
  if (failed !== undefined) throw failed;
  return races;
}
