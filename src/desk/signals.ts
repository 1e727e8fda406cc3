/** Signals within this process: what one part tells, all listeners hear at once. */
export class Signals<Signal> {
  readonly #listeners = new Set<(signal: Signal) => void>();

  tell(signal: Signal): void {
    for (const listener of this.#listeners) listener(signal);
  }

  /** Returns a function that stops listening. */
  listen(listener: (signal: Signal) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
