/** Finds e-mail addresses in what people write. */
import type { HandOverDetails } from "../../knowledge/case/events.ts";

// Linear time: pieces do not overlap, and an address is matched only at the start of a piece.
const piece = /[\p{L}\p{M}\p{N}_.+@-]+/gu;
const address = /^[\p{L}\p{M}\p{N}_.+-]+@[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+/u;

/** The addresses in order, each with its place in the text. */
export function listMailAddresses(text: string): { mail: string; at: number }[] {
  return [...text.matchAll(piece)].flatMap((match) => {
    const [mail] = address.exec(match[0]) ?? [];
    return mail ? [{ mail, at: match.index }] : [];
  });
}

export function findMailAddress(text: string): string | undefined {
  return listMailAddresses(text)[0]?.mail;
}

/** The address at which the person wants to be reached; undefined if they gave none, or deleted it. */
export function findAnswerAddress({ contact }: HandOverDetails): string | undefined {
  return findMailAddress(contact ?? "");
}
