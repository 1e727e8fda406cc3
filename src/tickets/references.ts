/** Ticket references: short enough to say on the phone, too many to guess. */
import { randomInt } from "node:crypto";

// Crockford's alphabet leaves out I, L, O and U, which are easily misheard or misread.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Like RC-7K3F-2QW9: eight letters, 40 bits. */
export function createReference(): string {
  const drawn = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("");
  return `RC-${drawn.slice(0, 4)}-${drawn.slice(4)}`;
}
