// @ts-check
/** The look of Web Chat and its cards. Colours are the page's variables, so light and dark follow the system. */

const font = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const mono = 'ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace';

export const chatLook = {
  accent: "var(--accent)",
  backgroundColor: "transparent",
  subtle: "var(--quiet)",
  primaryFont: font,
  monospaceFont: mono,
  rootHeight: "100%",
  paddingRegular: 12,
  bubbleBackground: "var(--bubble)",
  bubbleTextColor: "var(--text)",
  bubbleBorderColor: "var(--line)",
  bubbleBorderRadius: 12,
  bubbleBorderWidth: 1,
  bubbleMaxWidth: 620,
  bubbleAttachmentMaxWidth: 620,
  bubbleMinWidth: 120,
  bubbleFromUserBackground: "var(--mine)",
  bubbleFromUserTextColor: "var(--mine-text)",
  bubbleFromUserBorderColor: "var(--mine)",
  bubbleFromUserBorderRadius: 12,
  bubbleFromUserBorderWidth: 1,
  cardEmphasisBackgroundColor: "var(--code)",
  timestampColor: "var(--quiet)",
  hideUploadButton: true,
  sendBoxBackground: "var(--surface)",
  sendBoxTextColor: "var(--text)",
  sendBoxPlaceholderColor: "var(--quiet)",
  sendBoxBorderTop: "1px solid var(--line)",
  sendBoxButtonColor: "var(--accent)",
  sendBoxButtonColorOnHover: "var(--accent-strong)",
  sendBoxButtonColorOnFocus: "var(--accent-strong)",
  sendBoxButtonColorOnDisabled: "var(--quiet)",
  sendBoxTextWrap: true,
  transcriptVisualKeyboardIndicatorColor: "var(--accent)",
  transcriptActivityVisualKeyboardIndicatorColor: "var(--quiet)",
  sendBoxButtonKeyboardFocusIndicatorBorderColor: "var(--accent)",
  suggestedActionLayout: "flow",
  suggestedActionBackgroundColor: "var(--surface)",
  suggestedActionBackgroundColorOnHover: "var(--code)",
  suggestedActionBackgroundColorOnFocus: "var(--code)",
  suggestedActionBackgroundColorOnActive: "var(--code)",
  suggestedActionTextColor: "var(--accent)",
  suggestedActionTextColorOnHover: "var(--accent-strong)",
  suggestedActionTextColorOnFocus: "var(--accent-strong)",
  suggestedActionTextColorOnActive: "var(--accent-strong)",
  suggestedActionBorderColor: "var(--accent)",
  suggestedActionBorderRadius: 18,
  suggestedActionBorderWidth: 1,
  // Shows the button even when no new message has come.
  scrollToEndButtonBehavior: "any",
  // A message waits for the connection; Web Chat must not report it as lost.
  sendTimeout: 3_600_000,
};

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
