/** How a person sounds, by the same words by which small talk is known. */
import { talkIn } from "./smallTalk.ts";

/** How a person sounds, as far as a few listed words tell. */
export type Tone = "calm" | "worried" | "annoyed" | "hurried";

export function readTone(text: string): Tone {
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
