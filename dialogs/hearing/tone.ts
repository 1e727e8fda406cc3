/** How a person sounds, by the same words by which small talk is known. */
import { findTalk } from "./smallTalk.ts";

/** How a person sounds, as far as a few listed words tell. */
export type Tone = "calm" | "worried" | "annoyed" | "hurried";

export function readTone(text: string): Tone {
  switch (findTalk(text)) {
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
