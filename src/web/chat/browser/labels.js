// @ts-check
/** The mark on what a model worded. Web Chat puts it beside the time, and that it shows only below the last of several messages. */

const aboutTheMessage = "https://schema.org/Message";

/** @typedef {{ activity: { entities?: { type: string }[] }, hideTimestamp: boolean }} Status */

/** Shows that line also where only the time is left out. @returns {(next: (status: Status) => unknown) => (status: Status) => unknown} */
export function alwaysLabelled() {
  return (next) => (status) => {
    const isLabelled = status.activity.entities?.some(({ type }) => type === aboutTheMessage) ?? false;
    return next(isLabelled ? { ...status, hideTimestamp: false } : status);
  };
}
