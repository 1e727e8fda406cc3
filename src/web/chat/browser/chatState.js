// @ts-check
/** Tells the parts of the page who has the case, and the messages of technicians. */
/** @import { ChatState, ShownActivity } from "./libraries" */
import { isFromTechnician } from "./technicians.js";

/**
 * `onMessage` gets each message of a technician, and `onArrival` those of the bot too; `isNew` is false for those that were
 * there when the page was opened.
 * @typedef {{ onState(state: ChatState, before: ChatState | undefined): void, onMessage(message: ShownActivity, isNew: boolean): void, onArrival(message: ShownActivity, isNew: boolean): void }} Ear
 */

export class ChatStates {
  /** The latest state; undefined before the first. @type {ChatState | undefined} */
  current;
  /** @type {Partial<Ear>[]} */ #ears = [];
  /** @type {ShownActivity[]} */ #messages = [];

  /** Tells it what has been heard already, too. @param {Partial<Ear>} ear */
  listen(ear) {
    this.#ears.push(ear);
    for (const message of this.#messages) ear.onMessage?.(message, false);
    if (this.current) ear.onState?.(this.current, undefined);
  }

  /** Takes what comes in. Returns whether it was a state, which is not shown as a message. @param {ShownActivity} activity */
  hear(activity) {
    if (activity.type === "event" && activity.name === "reconnect.state") {
      this.#change(/** @type {ChatState} */ (activity.value));
      return true;
    }
    // The first state comes after the messages that were there before.
    if (isFromTechnician(activity)) {
      this.#messages.push(activity);
      for (const { onMessage } of this.#ears) onMessage?.(activity, this.current !== undefined);
    }
    if (activity.type === "message" && activity.from?.role !== "user")
      for (const { onArrival } of this.#ears) onArrival?.(activity, this.current !== undefined);
    return false;
  }

  /** @param {ChatState} state */
  #change(state) {
    const before = this.current;
    this.current = state;
    for (const { onState } of this.#ears) onState?.(state, before);
  }
}
