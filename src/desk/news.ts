/** Tells within this process that something has changed, never what: whoever hears it reads the store. */

export type News = {
  /** Something about that ticket; without one, about the queue as a whole. */
  tell(reference?: string): void;
  /** Returns what ends it. */
  listen(listener: (reference: string | undefined) => void): () => void;
};

export function createNews(): News {
  const listeners = new Set<(reference: string | undefined) => void>();
  return {
    tell(reference) {
      for (const listener of listeners) listener(reference);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
