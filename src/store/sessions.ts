/** A technician's session at the desk. `id` is a hash of the browser's cookie. */
export type DeskSession = { id: string; technician: string; madeAt: string; expiresAt: string };

export interface DeskSessions {
  find(id: string): Promise<DeskSession | undefined>;
  /** Adds a session and deletes the sessions that have expired at `now`. */
  add(session: DeskSession, now: string): Promise<void>;
  end(id: string): Promise<void>;
  /** Ends all sessions of a technician. Ignores case. */
  endAll(technician: string): Promise<void>;
}
