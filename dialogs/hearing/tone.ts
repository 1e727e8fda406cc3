/** How a person sounds, by the same words by which small talk is known. */
import type { Tone } from "../ports.ts";
import { talkIn } from "./saidWords.ts";

export function toneOf(text: string): Tone {
  switch (talkIn(text)) {
    case "insult":
      return "annoyed";
    case "frightened":
      return "worried";
    case "hurried":
      return "hurried";
    default:
      return "calm";
  }
}
