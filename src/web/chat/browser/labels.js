// @ts-check
/** Marks messages that a model worded. Web Chat shows the mark beside the time, and the time only below the last of several messages. */

const aboutTheMessage = "https://schema.org/Message";

/** @typedef {{ activity: { entities?: { type: string }[] }, hideTimestamp: boolean }} Status */

/** Shows the mark of every labelled message. @returns {(next: (status: Status) => unknown) => (status: Status) => unknown} */
export function createLabelMiddleware() {
  return (next) => (status) => {
    const isLabelled = status.activity.entities?.some(({ type }) => type === aboutTheMessage) ?? false;
    return next(isLabelled ? { ...status, hideTimestamp: false } : status);
  };
}
