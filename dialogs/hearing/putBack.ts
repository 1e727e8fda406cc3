/** Hears that a change was put back. */

const said =
  /^\s*(?:(?:ok|okay|yes|done|now|so|hi|hello)[\s,.!]+)*(?:i(?:'ve| have)?\s+)?(?:just\s+|now\s+)*(?:put|switched|turned|set)\s+(?:it|that|this|the protection|everything)\s+(?:all\s+)?(?:back|on)(?:\s+on)?(?:\s+again)?(?:\s+now)?[\s.!]*$|^\s*(?:(?:ok|yes|done|now)[\s,.!]+)*(?:it|that|this|everything)(?:'s| is)\s+(?:put\s+|switched\s+|turned\s+)?(?:back|on again|restored|undone)(?:\s+(?:on|again|now))*[\s.!]*$/i;

/** A longer message says something else as well. */
const longest = 200;

/** "I put it back." It must be the whole message: among other words it may be a wish, or about another person. */
export const saysOnlyPutBack = (text: string): boolean => text.length <= longest && said.test(text);

/** Whether one sentence of a message says so. Only for a technician, who reads the message and decides. */
export const mentionsPutBack = (text: string): boolean =>
  text.split(/[.!?;,\n]+|\s(?:and|but)\s/i).some((clause) => saysOnlyPutBack(clause.replaceAll("\u2019", "'")));
