/** Loads cmdlets.yaml: which commands exist on which Windows, and which are forbidden. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { listMistakes, WrongKnowledge } from "../../tree/wrongKnowledge.ts";
import { readYaml } from "../../tree/yamlText.ts";
import { type Command, type Shell, simplifyName } from "./script.ts";

const text = z.string().trim().min(1, "is empty");
const pattern = text.refine(compiles, "is not a valid regular expression");
const windows = z.enum(["windows-7", "windows-8", "windows-8.1", "windows-10"]);
const place = z.enum(["cmd", "powershell", "pwsh", "linux", "cloud"]);
const names = z.union([z.array(text), z.array(z.array(text))]).transform((lists) => lists.flat());
const powershell = z.number();

const origin = {
  powershell: powershell.optional(),
  windows: windows.optional(),
  gone: powershell.optional(),
  administrator: z.boolean().default(false),
  page: z.url().optional(),
  names,
};
const since = z.strictObject({ powershell, page: z.url() });

const rule = z.strictObject({
  commands: z.array(pattern).optional(),
  words: z.array(pattern).default([]),
  parameters: z.record(pattern, pattern).default({}),
  after: pattern.optional(),
  registry: z.strictObject({ key: pattern, name: pattern, data: pattern }).optional(),
  service: pattern.optional(),
  "unless-undone": z.boolean().default(false),
  why: text,
  instead: text,
});

const schema = z.strictObject({
  windows: z.record(windows, z.strictObject({ name: text, powershell })),
  cmdlets: z.array(z.strictObject({ module: text, ...origin })),
  parameters: z.record(text, z.record(text, powershell)),
  properties: z.record(text, since),
  language: z.record(
    z.enum(["simplified", "membership", "delete-certificate", "chain"]),
    since.extend({ what: text, instead: text }),
  ),
  aliases: z.record(text, text),
  programs: z.array(z.strictObject({ shells: z.array(place), ...origin })),
  removed: z.record(text, z.strictObject({ since: text, instead: text, page: z.url() })),
  forbidden: z.array(rule),
});

type File = z.infer<typeof schema>;
export type Windows = z.infer<typeof windows>;
/** Where a command is typed. `cloud` is the shell of a cloud provider. */
export type Place = z.infer<typeof place>;
export type Rule = z.infer<typeof rule>;
export type KnownCommand = { name: string; shells: Place[] } & Omit<File["cmdlets"][number], "module" | "names">;

export type CommandTable = Omit<File, "cmdlets" | "programs"> & {
  /** By name in small letters. A name such as `sort` means one program on Windows and another on Linux. */
  commands: Map<string, KnownCommand[]>;
};

function compiles(source: string): boolean {
  try {
    new RegExp(source, "iu");
    return true;
  } catch {
    return false;
  }
}

export const embeddedCommands = fileURLToPath(new URL("../../cmdlets.yaml", import.meta.url));

/** Throws WrongKnowledge, which lists every mistake with its line. */
export function loadCommandTable(file: string = embeddedCommands): CommandTable {
  const { value, placeOf } = readYaml(readFileSync(file, "utf8"), file);
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success)
    throw new WrongKnowledge(
      file,
      listMistakes(parsed.error, () => []).map(({ what, path }) => ({ what, place: placeOf(path) })),
    );
  const { cmdlets, programs, ...rest } = parsed.data;
  const commands = new Map<string, KnownCommand[]>();
  const groups = [...cmdlets.map((group) => ({ shells: ["powershell", "pwsh"] as Place[], ...group })), ...programs];
  for (const { names, ...group } of groups)
    for (const name of names) {
      const page = group.page?.endsWith("/") ? `${group.page}${name.toLowerCase()}` : group.page;
      const known = commands.get(name.toLowerCase()) ?? [];
      commands.set(name.toLowerCase(), [...known, { ...group, name, page }]);
    }
  return { ...rest, commands };
}

export const embeddedTable = loadCommandTable();

/** The name in small letters, without folder and extension, and an alias of PowerShell as the cmdlet that it stands for. */
export function resolveName(table: CommandTable, { name, shell }: Pick<Command, "name" | "shell">): string {
  const isPowerShell = shell === "powershell" || shell === "pwsh";
  const alias = isPowerShell ? table.aliases[name.toLowerCase()] : undefined;
  return alias?.toLowerCase() ?? simplifyName(name);
}

/** What is known about a command in the place where it is typed. */
export function findKnown(table: CommandTable, command: Command, here: Place | Shell): KnownCommand | undefined {
  const known = table.commands.get(resolveName(table, command)) ?? [];
  return known.find(({ shells }) => shells.includes(here));
}
