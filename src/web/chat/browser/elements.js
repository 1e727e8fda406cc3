// @ts-check
/** Makes elements for what Web Chat shows. */
/** @import { ChatElement } from "./libraries" */

/**
 * Makes an element from one of Web Chat's own, because its script keeps React to itself.
 * @param {ChatElement} own
 * @param {string} type
 * @param {object} properties
 * @param {(ChatElement | string)[]} children
 * @returns {ChatElement}
 */
export function makeElement(own, type, properties, ...children) {
  const [only, ...others] = children;
  return {
    ...own,
    type,
    key: null,
    ref: null,
    props: { ...properties, children: others.length > 0 ? children : only },
  };
}
