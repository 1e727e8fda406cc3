/** What the changes that are in place tell about a success. */
import type { Owner } from "./events.ts";
import type { OpenChange } from "./standing.ts";

export function findCause(owner: Owner): string | null {
  return "cause" in owner ? owner.cause : null;
}

export function hasTestChange(changes: ReadonlyMap<number, OpenChange>): boolean {
  for (const { of, stuck } of changes.values()) if ("test" in of && !stuck) return true;
  return false;
}

// The person says "it works" before being asked: the fix whose change is in place gets the credit and keeps its change.
export function causeUnderWay(changes: ReadonlyMap<number, OpenChange>): string | null {
  let latest: string | null = null;
  for (const { of, stuck } of changes.values()) if (!stuck) latest = findCause(of) ?? latest;
  return latest;
}
