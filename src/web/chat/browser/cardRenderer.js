// @ts-check
/** Microsoft's renderer of Adaptive Cards, in our look. */
/** @import { AdaptiveCards } from "./libraries" */
/** @import { Press } from "./card.js" */
import { cardsLook } from "./appearance.js";
import { makeElement } from "./elements.js";
import { waitBeforeRetry } from "./patience.js";

const library = load();

/** @returns {Promise<AdaptiveCards>} */
async function load() {
  for (let attempt = 0; ; attempt++) {
    const script = makeElement("script", { src: document.body.dataset.cards ?? "" });
    const isThere = await new Promise((resolve) => {
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.head.append(script);
    });
    if (isThere) break;
    script.remove();
    await waitBeforeRetry(attempt);
  }
  const { AdaptiveCards: renderer } = /** @type {{ AdaptiveCards: AdaptiveCards }} */ (/** @type {unknown} */ (window));
  renderer.GlobalSettings.setTabIndexAtCardRoot = false;
  renderer.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
  return renderer;
}

/** @param {{ [part: string]: unknown }} content @param {Press} press */
export async function renderCard(content, press) {
  const renderer = await library;
  const card = new renderer.AdaptiveCard();
  card.hostConfig = new renderer.HostConfig(cardsLook);
  card.parse(content);
  const element = card.render();
  if (!element) return makeElement("p", {}, String(content.fallbackText ?? ""));
  card.onExecuteAction = (action) => {
    const button = action.renderedElement;
    if (button && action instanceof renderer.SubmitAction) press(action.data, button);
  };
  element.setAttribute("role", "group");
  return element;
}
