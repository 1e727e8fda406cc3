// @ts-check
/** Makes the elements of which the chat consists. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function makeElement(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A part of the page, which the server wrote. @param {string} id @returns {HTMLElement} */
export function find(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
