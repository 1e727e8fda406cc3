/** What no step may delete, rename, move or empty: the folder of the computer's private keys, and its own certificates. */
import { classifyPath, listPaths, normalizePath, readFolder } from "./changeTargets.ts";
import { type CommandTable, resolveName } from "./commandTable.ts";
import { findFileChanges, listOperands } from "./fileChanges.ts";
import { type Command, simplifyName } from "./script.ts";

const keyFolder = "c:\\programdata\\microsoft\\crypto\\rsa\\machinekeys";

const taking =
  /^(remove|rename|move|clear)-item$|^(del|erase|rd|rmdir|rm|ren|rename|move|mv)$|^\.(delete|moveto|move|remove)$/;
const entering = /^(set-location|push-location|cd|chdir|pushd)$/;

/** Commands run in order, because `cd` decides what the relative paths after it mean. */
export function findProtectedFaults(table: CommandTable, commands: readonly Command[]): string[] {
  const faults: string[] = [];
  let location = "";
  for (const command of commands) {
    const name = resolveName(table, command);
    if (entering.test(name)) location = readPaths(name, command)[0] ?? location;
    const stores = findFileChanges(name, command).filter(
      ({ kind, value }) => kind === "certificate" && value === "deleted",
    );
    if (!taking.test(name) && !isMirror(name, command) && stores.length === 0) continue;
    const paths = readPaths(name, command).map((path) => resolvePath(path, location));
    if (paths.some(takesKeyFolder))
      faults.push(
        `${command.text} is forbidden: it takes away the folder MachineKeys or all files in it, and with them the private keys of every certificate. Name the one file that is meant.`,
      );
    if ([...paths, ...stores.map(({ target }) => target)].some(takesOwnCertificate) || removesFromStore(name, command))
      faults.push(
        `${command.text} is forbidden: it deletes a certificate from LocalMachine\\My, which other programs may use. Bind another certificate instead.`,
      );
  }
  return faults;
}

// Robocopy deletes or moves with some of its switches.
function isMirror(name: string, { words }: Command): boolean {
  return name === "robocopy" && words.some((word) => /^\/(mov|move|mir|purge)$/i.test(word));
}

/** What a command takes something from. A move takes from its first path, not from where it moves to. */
function readPaths(name: string, command: Command): string[] {
  const { shell, words, received } = command;
  if (name.startsWith(".")) return [...words, ...received];
  if (name === "robocopy") return listOperands(command).slice(0, 2);
  const isCmdlet = shell === "powershell" || shell === "pwsh";
  const listed = isCmdlet ? listPaths(command) : listOperands(command);
  // Whatever Remove-Item names is taken away, in whichever parameter it stands.
  const operands = /^(remove|clear)-item$/.test(name) ? [...listed, ...words] : listed;
  const own = !isCmdlet && /^(ren|rename|move|mv)$/.test(name) ? operands.slice(0, -1) : operands;
  const isVariable =
    own.length === 0 || own.some((path) => /^[$%(@]/.test(path) && !/^(?:\$env:|%\w{2,}%)/i.test(path));
  return isVariable ? [...own, ...received] : own;
}

function resolvePath(path: string, location: string): string {
  const isWhole = /^(?:[a-z]+:|\\\\|\/|%|\$|hk|cert)/i.test(path);
  return isWhole || location === "" ? path : `${location}\\${path}`;
}

function takesKeyFolder(path: string): boolean {
  const normal = normalizePath(path).replace(/(?:\\\.)+$/, "");
  const last = normal.slice(normal.lastIndexOf("\\") + 1);
  if (isKeyFolder(last)) return true;
  if (isKeyFolder(simplifyName(readFolder(normal)))) return !/^[0-9a-f]{32}/.test(last);
  return matchesWildcard(normal, keyFolder) || isAbove(normal);
}

// MACHIN~1 is the short name of the folder.
function isKeyFolder(segment: string): boolean {
  return segment === "machinekeys" || /^machin~\d$/.test(segment);
}

function isAbove(path: string): boolean {
  const folder = path.replace(/\\\*(?:\.\*)?$/, "");
  return folder.length > 0 && /^[a-z]:/.test(folder) && `${keyFolder}\\`.startsWith(`${folder.replace(/\\$/, "")}\\`);
}

function matchesWildcard(path: string, folder: string): boolean {
  if (!path.includes("*") && !path.includes("?")) return false;
  const parts = path.split(/([*?])/).map((part) => {
    if (part === "*") return "[^\\\\]*";
    return part === "?" ? "[^\\\\]" : part.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`).test(folder);
}

function takesOwnCertificate(path: string): boolean {
  if (classifyPath(path) !== "certificate") return false;
  const [, owner, store] = normalizePath(path).split("\\");
  return (!owner || /^(localmachine|\*)$/.test(owner)) && (!store || /^(my|\*)$/.test(store));
}

// $store = New-Object X509Store 'My','LocalMachine'; $store.Remove($certificate)
function removesFromStore(name: string, { words, received }: Command): boolean {
  if (name !== ".remove") return false;
  const texts = [...words, ...received].join(" ").toLowerCase();
  return /\bmy\b/.test(texts) && texts.includes("localmachine");
}
