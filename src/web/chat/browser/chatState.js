// @ts-check
/** Hears what comes in for the page: who has the case, and the messages of technicians. */
/** @import { ChatState, ShownActivity } from "./libraries" */
import { isFromTechnician } from "./technicians.js";

/** Web Chat's action for whatever arrives. */
const arrives = "DIRECT_LINE/QUEUE_INCOMING_ACTIVITY";

/**
 * `onMessage` gets each message of a technician, and `onArrival` those of the bot too; `isNew` is false for those that were
 * there when the page was opened.
 * @typedef {{ onState(state: ChatState, before: ChatState | undefined): void, onMessage(message: ShownActivity, isNew: boolean): void, onArrival(message: ShownActivity, isNew: boolean): void }} Ear
 */

export class ChatStates {
  /** The latest state; undefined before the first. @type {ChatState | undefined} */
  current;
  /** @type {Partial<Ear>[]} */ #ears = [];

  /** @param {Partial<Ear>} ear */
  listen(ear) {
    this.#ears.push(ear);
  }

  /** Web Chat's store passes everything through it. Web Chat itself does not see the states. */
  get middleware() {
    return () =>
      /** @param {(action: { type: string, payload?: object }) => unknown} next */
      (next) =>
      /** @param {{ type: string, payload?: object }} action */
      (action) => {
        const { activity } = /** @type {{ activity?: ShownActivity }} */ (action.payload ?? {});
        if (action.type !== arrives || !activity) return next(action);
        if (activity.type === "event" && activity.name === "reconnect.state")
          return this.#change(/** @type {ChatState} */ (activity.value));
        // The first state comes after the messages that were there before.
        if (isFromTechnician(activity))
          for (const { onMessage } of this.#ears) onMessage?.(activity, this.current !== undefined);
        if (activity.type === "message" && activity.from?.role !== "user")
          for (const { onArrival } of this.#ears) onArrival?.(activity, this.current !== undefined);
        return next(action);
      };
  }

  /** @param {ChatState} state */
  #change(state) {
    const before = this.current;
    this.current = state;
    for (const { onState } of this.#ears) onState?.(state, before);
  }
}
