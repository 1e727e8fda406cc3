/** Which of somebody's words may name a person, a machine or a secret: those in a form of their own, and those that follow a word like "login". */

const masked = "[masked]";

const before = `["'(\\[“‘«¿¡]*`;
const after = `[.,;:!?)\\]"'”’»…]*`;
// An address has an @, a name in a domain a backslash, a host dots, digits or hyphens: told by what is allowed, not by a list of these.
const word = new RegExp(`^${before}(\\p{L}\\p{M}*(?:['’]?\\p{L}\\p{M}*){0,24})${after}$`, "u");
const errorCode = new RegExp(`^${before}0x[0-9a-f]{1,8}(?:[/,;]0x[0-9a-f]{1,8})*${after}$`, "iu");
const shortNumber = new RegExp(`^${before}\\d{1,4}%?${after}$`, "u");
const dash = /^[-–—&+/]$/;

/** After these somebody writes a name or a secret, whatever stands in between. */
const owner = /^(?:user|username|userid|login|logon|account|password|passcode|passphrase|passwd|pass|pwd|pin|name)$/;
/** After these they do so where it is "called" or stands behind a colon. */
const thing = /^(?:host|hostname|server|computer|machine|pc|domain|colleague|boss)$/;
const linking = /^(?:is|was|as|called|named|id)$/;
const naming = /^(?:called|named)$/;
const entering = /^(?:log(?:s|ged|ging)?|sign(?:s|ed|ing)?|login|logon)$/;
/** "karl at contoso dot com" */
const written = /(?<!\S)\S+\s+[([]?at[)\]]?\s+(?!\[masked\])\S+(?:\s+[([]?dot[)\]]?\s+\S+)+/giu;
const either = [owner, thing].map(({ source }) => source.slice(1, -1)).join("|");
const assigned = new RegExp(`(?<![^\\s"'(\\[])(${either})["']?\\s*[:=]\\s*`, "giu");

/** Plain words that are no name after "login" or "password": what people tell of these, not what they are. */
const plain = new Set(
  `a about after again all already also although always am an and another any anybody are as ask asked asking asks at away back be because been
  before being blank both box but by can can't cannot change changed changes changing could correct correctly could couldn't did didn't different
  do does doesn't doing don't each empty entered error even ever every everybody everyone expire expired expires fail failed fails field fine first
  for forgotten from get gets getting give given goes good got had has hasn't have haven't he help her here him his how i i'm if in incorrect instead into
  invalid is isn't it it's its just keeps know last least like locked lost me message mine missing more my need needed needs never new no nobody none
  nor not nothing now of off often ok okay old on once one only or other our out over own page please policy prompt prompts reset right
  said same saved say says screen see seems sees should shown shows since so some somebody still stopped sure than that that's the their them
  then there these they they're this those though time to today told too tried tries try trying twice two until up us used using valid very
  want wants was wasn't we well went were what when where whether which while who whom why will window windows with without won't work worked working
  works would wouldn't wrong yes yesterday yet you your`.split(/\s+/),
);

/** What the next word is: a name for sure, a name unless it is plain, or one only if "called" comes first. */
type Next = "anything" | "a name" | "a name unless plain" | "a name if called";

/** The words one by one, a "[masked]" for what may be a name, however many words that has. What it made itself it leaves alone. */
export function namesMasked(said: string): string[] {
  const tokens = said.replace(written, masked).replace(assigned, "$1: ").split(/\s+/).filter(Boolean);
  const told: string[] = [];
  let next: Next = "anything";
  let enters = false;
  for (const token of tokens) {
    const bare = word.exec(token)?.[1]?.toLowerCase().replace(/’/g, "'");
    const isPlain =
      bare === undefined ? errorCode.test(token) : plain.has(bare) || owner.test(bare) || thing.test(bare);
    const end = /(?<![.,;!?…])[.,;!?…]+(?=["'”’»)\]]*$)/.exec(token)?.[0] ?? "";
    const links = next.includes("if") || next.includes("unless") ? linking.test(bare ?? "") || dash.test(token) : false;
    if (next === "a name" || (next === "a name unless plain" && !isPlain && !links)) {
      add(told, masked + end);
      next = end ? "anything" : "a name unless plain";
      continue;
    }
    const stays = bare !== undefined || [errorCode, shortNumber, dash].some((kind) => kind.test(token));
    add(told, stays ? token : masked);
    if (!stays) {
      next = "anything";
      continue;
    }
    enters = !end && (enters || entering.test(bare ?? ""));
    if (end) next = "anything";
    else if (enters && bare === "as") next = "a name unless plain";
    else if (!links) next = followedBy(bare ?? "", token);
    else if (naming.test(bare ?? "")) next = "a name";
  }
  return told;
}

function followedBy(bare: string, token: string): Next {
  const isOwner = owner.test(bare);
  if (!isOwner && !thing.test(bare)) return "anything";
  if (/:["']?$/.test(token)) return "a name";
  return isOwner ? "a name unless plain" : "a name if called";
}

/** One "[masked]" for all that stand in a row. */
function add(told: string[], token: string): void {
  if (told.at(-1) === masked && token.startsWith(masked)) told.pop();
  told.push(token);
}
