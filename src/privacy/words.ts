/** The word lists of all detectors: words that introduce a name, a host or a secret, and words that are none of these. */

const split = (words: string): string[] => words.trim().split(/\s+/);

/** Labels of a secret, as alternatives of a pattern. */
export const secretLabels =
  "password|passwort|kennwort|passwd|passphrase|passcode|pass|pwd|pw|pin|client[_-]?secret|api[_-]?key";

/** Labels of a person's account or name, as alternatives of a pattern. */
export const personLabels =
  "(?:user|login|logon|account|sam\\s?account)(?:\\s?name|\\s?id)?|upn|nickname|(?:full|first|last)\\s?name";

/** Labels of people that announce a name only with "called" or a colon. */
export const acquaintanceLabels = "colleague|boss";

/** Labels of a machine, as alternatives of a pattern. */
export const hostLabels = "(?:host|server|computer|machine|pc|gateway|domain)(?:\\s?name)?";

/** Words that describe a password. Words that are common passwords must not be added. */
const aboutSecrets = split(`
  a an the that this what same my your not never no now always still also only really too it in on with
  accepted rejected refused denied wrong right correct incorrect valid invalid ok okay fine good bad expired saved stored
  asked required requested needed prompted entered known unknown empty blank missing changed set reset remembered forgotten
  cached locked outdated being working
  falsch richtig nicht korrekt abgelaufen gespeichert`);

/** Words of everyday sentences. */
const everyday = split(`
  a about after again all already also although always am an and another any anybody are as ask asked asking asks at away back be because been
  before being blank both box but by called can can't cannot change changed changes changing could correct correctly couldn't did didn't different
  do does doesn't doing don't each empty entered error even ever every everybody everyone expire expired expires fail failed fails field fine first
  for forgotten from get gets getting give given goes good got had has hasn't have haven't he help her here him his how i i'm id if in incorrect instead into
  invalid is isn't it it's its just keeps know last least like locked lost me mean means message mine missing more my name named need needed needs never new no nobody none
  nor not nothing now of off often ok okay old on once one only or other our out over own page please policy prompt prompts reset right
  said same saved say says screen see seems sees should shown shows since so some somebody still stopped sure than that that's the their them
  then there these they they're this those though time times to today tomorrow tonight told too tried tries try trying twice two until up us used using valid very
  want wants was wasn't we well went were what when where whether which while who whom why will window windows with without won't work worked working
  works would wouldn't wrong yes yesterday yet you your`);

/** Products and roles. A capitalised pair with one of these words, such as "Domain Admin", is not a person. */
const products = split(`
  ssl-cert-snakeoil   windows server remote desktop microsoft teams azure hyper network event error professional enterprise home pro gateway office code level admin
  administrator domain controller host`);

/** Words of Windows and of the help desk. */
const trade = split(`
  access active address administrators agent assignment attempt attempts available bot broken broker caller case certificate client closed cloud colleague boss company
  computer connected connection connects console control credential credentials database default described details device dialog direct directory disabled disconnected
  down drive enabled environment everywhere expected experience external failure far farm file firewall folder freezes gone group guest guests hangs hello hosts hours
  installed interface internal issue keyboard laptop licence license list local localhost lockout log machine management manager manually member menu mode model names
  normal object offline online open opens options password path permission permissions person policies pool power printer profile program properties public rdp ready
  reachable required restarted rights roaming root running script security service services session sessions settings setup signed slow someone soon standard started store
  stuck such switched system table team technician temporary terminal test ticket token tsclient unavailable unreachable update user username users usual version
  virtual vpn web workstation yourself zone area long outlook excel citrix linux android apple mac english german monday tuesday wednesday thursday friday saturday sunday`);

/** The labels above as single words. A label after a label, as in "user name" and "password, pin", is not a name. */
const labels = split(`
  user username userid login logon account password passcode passphrase passwd pass pwd pw pin name host hostname server computer machine pc domain colleague boss`);

/** Words before a backslash in paths and in the built-in accounts of Windows. */
const beforeBackslash = split(`
  administrative authority builtin cert certificates client company components computer config configuration control crypto currentcontrolset currentuser currentversion
  desktop documents downloads drivers etc files hkcr hkcu hklm hku keys localmachine machine machinekeys microsoft policies protocols registry rsa server service services settings
  software system system32 syswow64 temp templates terminal users windows winstations programdata appdata local roaming nt font`);

const saysNothingSecret = new Set([...everyday, ...aboutSecrets, ...labels]);
const plainWords = new Set([...everyday, ...aboutSecrets, ...trade, ...products, ...labels]);
const productWords = new Set(products);
const systemFolders = new Set(beforeBackslash);

/** Alternatives of a pattern. In "the password is wrong", "wrong" is not the password. */
export const aboutSecret = `(?:${aboutSecrets.join("|")})(?=[\\s.,;:!?)"']|$)`;

/** True for everyday and technical words, in upper or lower case. Such a word is not a name, even after a label. */
export function isPlainWord(word: string): boolean {
  return plainWords.has(normalise(word));
}

/** Stricter than `isPlainWord`, because "admin" and "test" can be passwords. */
export function isNeverSecret(word: string): boolean {
  return saysNothingSecret.has(normalise(word));
}

export function isProductWord(word: string): boolean {
  return productWords.has(normalise(word));
}

/** True for a part of a path or registry key that looks like the domain of an account. */
export function isSystemFolder(word: string): boolean {
  return systemFolders.has(word.toLowerCase());
}

function normalise(word: string): string {
  return word.toLowerCase().replace(/’/g, "'");
}
