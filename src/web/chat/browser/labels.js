// @ts-check
/** Marks messages that a model worded, and lists their sources. */
/** @import { ShownActivity } from "./libraries" */
import { makeElement } from "./elements.js";

const aboutTheMessage = "https://schema.org/Message";

/** The server writes Markdown only into labelled messages, for Web Chat: it escapes each character and defines the sources at the end. */
const definitions = /\n\n\[\d+\]: <[\s\S]*$/;
const escaped = /\\([!-/:-@[-`{-~])/g;

/** The words of a message as plain text, its mark and its list of sources. @param {ShownActivity} activity */
export function readLabelled({ text = "", textFormat, entities }) {
  const plain = textFormat === "markdown" ? text.replace(definitions, "").replace(escaped, "$1") : text;
  const label = entities?.find(({ type }) => type === aboutTheMessage);
  const citations = label?.citation ?? [];
  const slogan = citations[0]?.claimInterpreter?.slogan;
  const items = citations.map(({ position, appearance }) => {
    const link = makeElement(
      "a",
      { href: appearance.url, target: "_blank", rel: "noopener noreferrer" },
      appearance.name,
    );
    return makeElement("li", { value: position }, link);
  });
  return {
    text: plain,
    mark: slogan ? [makeElement("span", { className: "mark" }, slogan)] : [],
    sources: items.length > 0 ? [makeElement("ol", { className: "sources" }, ...items)] : [],
  };
}
