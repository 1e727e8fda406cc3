/** Tracks which technicians have the desk open in a browser. */

/** Stands for every agent of a hub, because only the hub knows their names. Technicians cannot sign in under this name. */
export const agentOfHub = "An agent of the help desk";

export type Attendance = {
  /** Records that the technician opened the desk. Returns a function that records that they left. */
  enter(technician: string): () => void;
  /** The names of the technicians who are present, each once. */
  present(): string[];
};

export function createAttendance(): Attendance {
  const visits = new Map<symbol, string>();
  return {
    enter(technician) {
      const visit = Symbol(technician);
      visits.set(visit, technician);
      return () => visits.delete(visit);
    },
    present: () => [...new Set(visits.values())].sort(),
  };
}
