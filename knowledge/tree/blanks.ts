/** The names of the blanks in a command: `ping {host}` has one, `host`. */
export function listBlanks(run: string | undefined): string[] {
  return [...(run ?? "").matchAll(/(?<!\$)\{([a-z][a-z0-9-]*)\}/g)].map((match) => match[1] ?? "");
}
