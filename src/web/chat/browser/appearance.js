// @ts-check
/** The look of the cards. Colours are the page's variables, so light and dark follow the system. */

const font = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const mono = 'ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace';

const colour = (/** @type {string} */ value) => ({ default: value, subtle: value });
const foregroundColors = {
  default: { default: "var(--text)", subtle: "var(--quiet)" },
  accent: colour("var(--accent)"),
  attention: colour("var(--warning-text)"),
  good: colour("var(--text)"),
  warning: colour("var(--warning-text)"),
  light: colour("var(--quiet)"),
  dark: colour("var(--text)"),
};

const sizes = { small: 13, default: 15, medium: 16, large: 19, extraLarge: 22 };

export const cardsLook = {
  fontFamily: font,
  fontTypes: {
    default: { fontFamily: font, fontSizes: sizes },
    monospace: { fontFamily: mono, fontSizes: { default: 13, small: 12, medium: 14, large: 16, extraLarge: 20 } },
  },
  fontSizes: sizes,
  spacing: { small: 6, default: 10, medium: 14, large: 18, extraLarge: 24, padding: 12 },
  supportsInteractivity: true,
  actions: {
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    buttonSpacing: 8,
    maxActions: 10,
    spacing: "default",
  },
  containerStyles: {
    default: { backgroundColor: "transparent", foregroundColors },
    emphasis: { backgroundColor: "var(--code)", foregroundColors },
    attention: {
      backgroundColor: "var(--warning)",
      foregroundColors: { ...foregroundColors, default: colour("var(--warning-text)") },
    },
  },
  factSet: {
    title: { weight: "default", color: "light", size: "small", wrap: true, maxWidth: 120 },
    value: { weight: "default", color: "default", size: "small", wrap: true },
    spacing: 12,
  },
};
