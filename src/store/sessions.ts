/** A technician's sign-in at the desk. `id` is a hash of their browser's cookie. */
export type DeskSession = { id: string; technician: string; madeAt: string; expiresAt: string };

export interface DeskSessions {
  find(id: string): Promise<DeskSession | undefined>;
  /** Adds a session and deletes those that have expired by `now`. */
  add(session: DeskSession, now: string): Promise<void>;
  end(id: string): Promise<void>;
  /** Ends all sessions of that name; upper and lower case are equal. */
  endAll(technician: string): Promise<void>;
}
