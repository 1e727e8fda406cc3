/** Whether anybody is at the desk: who has it open in a browser at this moment. */

/** Agents of a hub are known to it, not to us; nobody can sign in by that name. */
export const agentOfHub = "An agent of the help desk";

export type Attendance = {
  /** Somebody has opened the desk; returns what says that they have left. */
  enter(technician: string): () => void;
  /** Names of those who are there, each once. */
  present(): string[];
};

export function createAttendance(): Attendance {
  const there = new Map<symbol, string>();
  return {
    enter(technician) {
      const one = Symbol(technician);
      there.set(one, technician);
      return () => there.delete(one);
    },
    present: () => [...new Set(there.values())].sort(),
  };
}
