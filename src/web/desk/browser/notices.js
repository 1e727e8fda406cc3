// @ts-check
/** Says above the bar what became of the ticket, wherever the page is scrolled to. */
import { sentence } from "./sentences.js";

export function keepNotices() {
  /** @type {DOMStringMap} */
  let before = {};
  let receipt = findReceipt();
  const heights = new ResizeObserver(() => {
    const signs = measure(".signs");
    document.documentElement.style.setProperty("--signs", `${signs}px`);
    document.documentElement.style.setProperty("--bar", `${signs + measure("#bar")}px`);
  });
  const follow = () => {
    for (const place of document.querySelectorAll(".signs, #bar")) heights.observe(place);
  };
  document.addEventListener("htmx:before:request", ({ target }) => {
    if (target instanceof HTMLFormElement) clear("news");
  });
  document.addEventListener("htmx:before:swap", () => {
    before = { ...document.getElementById("live")?.dataset };
  });
  document.addEventListener("htmx:after:swap", () => {
    follow();
    const { reference, change, news } = document.getElementById("live")?.dataset ?? {};
    if (reference === before.reference && change !== before.change && news) show("news", news);
    if (findReceipt() !== receipt) showReceiptAgain();
    receipt = findReceipt();
  });
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button[data-dismisses]") : null;
    if (button instanceof HTMLElement) clear(button.dataset.dismisses ?? "");
  });
  follow();
}

/** @param {"news" | "notice"} place @param {string} words */
export function show(place, words) {
  const line = document.createElement("p");
  line.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "plain";
  close.dataset.dismisses = place;
  close.textContent = sentence("desk-page.script.close");
  document.getElementById(place)?.replaceChildren(line, close);
}

/** @param {string} place */
export function clear(place) {
  document.getElementById(place)?.replaceChildren();
}

/** @param {string} selector */
function measure(selector) {
  return Math.ceil(document.querySelector(selector)?.getBoundingClientRect().height ?? 0);
}

function findReceipt() {
  return document.querySelector(".receipt")?.id;
}

/** An update may keep the element of an earlier receipt, which has left the view already. */
function showReceiptAgain() {
  for (const animation of document.querySelector(".receipt")?.getAnimations() ?? []) {
    animation.cancel();
    animation.play();
  }
}
