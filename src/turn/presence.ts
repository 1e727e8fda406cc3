/** Which people have their chat open now. Each transport that knows adds what it sees. */

/** Whether the person of that conversation has the chat open; undefined where the channel does not report it. */
export type IsThere = (conversation: string) => boolean | undefined;

export class Presence {
  readonly #sources: IsThere[] = [];

  add(source: IsThere): void {
    this.#sources.push(source);
  }

  readonly isThere: IsThere = (conversation) => {
    for (const source of this.#sources) {
      const isThere = source(conversation);
      if (isThere !== undefined) return isThere;
    }
    return undefined;
  };
}
