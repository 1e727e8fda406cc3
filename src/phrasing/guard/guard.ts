/** Decides whether a text says what a fixed wording says, and nothing else. Pure; docs/guard.md tells how. */

export type Verdict = { accepted: true } | { accepted: false; reason: string; detail: string };

/** `reason` is one of a short list, for figures; `detail` names the place in the text, for people. */
export function judge(template: string, text: string, _locale = "en"): Verdict {
  if (text === template) return { accepted: true };
  return { accepted: false, reason: "changed", detail: "it is not the same" };
}
