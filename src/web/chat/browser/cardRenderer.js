// @ts-check
/** Microsoft's renderer of Adaptive Cards, in our look. */
/** @import { AdaptiveCards } from "./libraries" */
/** @import { Press } from "./card.js" */
import { cardsLook } from "./appearance.js";
import { makeElement } from "./elements.js";
import { insist } from "./patience.js";

const library = load();

/** @returns {Promise<AdaptiveCards>} */
async function load() {
  await insist(addScript);
  const { AdaptiveCards: renderer } = /** @type {{ AdaptiveCards: AdaptiveCards }} */ (/** @type {unknown} */ (window));
  renderer.GlobalSettings.setTabIndexAtCardRoot = false;
  renderer.GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
  return renderer;
}

/** @returns {Promise<void>} */
function addScript() {
  return new Promise((resolve, reject) => {
    const script = makeElement("script", { src: document.body.dataset.cards ?? "" });
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error("the renderer of cards did not load"));
    };
    document.head.append(script);
  });
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
