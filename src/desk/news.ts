/** Signals within this process that something changed. It does not say what: the listeners read the store. */

export type News = {
  /** Signals a change of that ticket; without a reference, of the queue. */
  tell(reference?: string): void;
  /** Returns a function that stops listening. */
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
