/** Reads the tone of a message from its small talk. */
import { findTalk } from "./smallTalk.ts";

/** The tone of a message, as far as a few listed words show it. */
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
