// Scripts of PowerShell, cmd and sh. A sentence has no variable next to a brace, a pipe, or an equals sign, and "; then" alone
// is no script: "I type the password; then it breaks off".
const variable = /\$[a-z_({]/i;
const sign = /[{}|=;]/;
const code =
  /['"] ?\} ?(?:else|$)|\bif (?:systemctl|\[) |; then (?:echo|sudo|exit)\b|; fi\b|@\{ ?\w+ ?=|\| ?(?:where-object|foreach-object|select-string|findstr)\b|(?:&&|\|\|) ?(?:set|echo) |(?:^|[>$#]) *az [^\n]{1,200} --\w/i;

/** Whether a line is a part of a script and not what it printed. */
export function isScript(text: string): boolean {
  return code.test(text) || (variable.test(text) && sign.test(text));
}
