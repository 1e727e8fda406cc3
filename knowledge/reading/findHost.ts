/** Finds the name of the remote computer in a person's words or in an .rdp file. When in doubt it finds nothing. */

const named = [
  /^full address:s:\s*([^\s:]{1,253})/gim,
  /\b(?:rdp|mstsc|connect(?:ing|ed|ion)?|remote(?: desktop)?|remoting)\s+(?:in)?to\s+(?:the\s+|our\s+|my\s+)?(?:server\s+|host\s+|computer\s+|pc\s+|vm\s+|machine\s+)?["']?([A-Za-z0-9][\w.-]{1,252})(?![\w@])/gi,
  /\b(?:vpn|gateway|internet|network|bastion|tunnel)\s+(?:in)?to\s+(?:the\s+|our\s+|my\s+)?["']?([A-Za-z0-9][\w.-]{1,252})(?![\w@])/gi,
  /\b(?:and|or)\s+(?:in)?to\s+["']?([A-Za-z0-9][\w.-]{1,252})(?![\w@])/gi,
  /\b(?:server|computer|host|pc|vm|machine|box|it)(?:\s+name)?(?:'s|\s+is|s)?\s+(?:called|named|name is)\s+["']?([A-Za-z0-9][\w.-]{1,252})/gi,
  /\b(?:the|my|our|her|his|remote)\s+(?:server|computer|host|pc|vm|machine)(?:'s|\s+is)\s+["']?([A-Za-z0-9][\w.-]{1,252})/gi,
  /^\s*computer:\s+([A-Za-z0-9][\w.-]{1,252})\s*$/gim,
  /\b(?:server|host|target|vm|machine|rechner|computer|pc)\s+(?:(?:is|ist|heißt|heisst|hei[sß]t|called|named)\s+)?["']?([A-Za-z][A-Za-z0-9]*-[\w.-]{1,252})(?![\w@])/gi,
  /\b(?:server|rechner|computer|host|pc|vm)\s+(?:heißt|heisst|ist)\s+["']?([A-Za-z0-9][\w.-]{1,252})/gi,
  /\b(?:server|computer|host|machine|pc)\s?name\s*(?:is|:|=)\s*["']?([A-Za-z0-9][\w.-]{1,252})/gi,
];

/** "on srv-fin-02", "into pc07". Only a word that has the form of a machine's name. */
const mentioned =
  /\b(?:on|onto|into|to)\s+["']?((?:[a-z]{2,12}[a-z0-9]*-[a-z0-9-]*\d[a-z0-9]*|(?:srv|server|pc|ts|vm|rds|rdsh|dc|ws|host|desktop)[a-z0-9]*\d)(?:\.[a-z0-9-]+){0,4})(?![\w@-])/gi;

const address = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const notAHost =
  /^(?:win(?:dows)?[\w.]*(?:-(?:\d[\w.]*|pro|home|enterprise|server))*|server\d*|xp|kb\d+|0x\w+|tls[\w.-]*|v?\d+(?:\.\d+)*|\d+[a-z]{1,3}|\d\dh\d|\w+-bit|(?:h|i|m|o|x|office|vpn|wifi|wlan|level|step|part|day|port|app)-?\d+[\w-]*|[^.]*\.(?:rdp|exe|com|net|ps1|cmd|log|txt))$/i;

/** `from` are the words around it. Undefined too if the text names several computers. */
export function findHost(text: string): { host: string; from: string } | undefined {
  const found = named.flatMap((pattern) =>
    [...text.slice(0, 20_000).matchAll(pattern)].map(([from, name = ""]) => ({
      host: name.replace(/[.-]+$/, ""),
      from,
    })),
  );
  if (found.length === 0)
    found.push(...[...text.slice(0, 20_000).matchAll(mentioned)].map(([from, name = ""]) => ({ host: name, from })));
  const isFile = (from: string) => /^full address/i.test(from);
  const hosts = found.filter(({ host, from }) => isFile(from) || looksLikeHost(host));
  const names = new Set(hosts.map(({ host }) => host.toLowerCase()));
  return names.size === 1 ? hosts[0] : undefined;
}

// "connect to servers" names no computer: a name has a digit, a dot, or a hyphen between capitals.
function looksLikeHost(word: string): boolean {
  if (address.test(word)) return true;
  if (notAHost.test(word)) return false;
  const hasDigit = /\d/.test(word) && /[a-z]/i.test(word);
  return hasDigit || /^[a-z0-9-]+\.[a-z0-9.-]*[a-z]{2,}$/i.test(word) || /^[A-Z][A-Z0-9]*-[A-Z0-9-]*$/.test(word);
}
