/** Changes of files and certificates. Making a folder and keeping a copy are none. */

import type { Change, ChangeKind, Save } from "./change.ts";
import { classifyPath, listPaths, normalizePath } from "./changeTargets.ts";
import { type Command, findParameter, listPositional } from "./script.ts";

export function findFileChanges(name: string, command: Command): Change[] {
  const read = readers[name];
  return read ? read(command) : [];
}

/** A copy keeps the state of what it copies. */
export function findFileSave(name: string, command: Command): Save | undefined {
  if (name === "icacls") {
    const [target = "", option, file] = command.words;
    return /^\/save$/i.test(option ?? "") && file
      ? { file: normalizePath(file), kind: "file", target: normalizePath(target) }
      : undefined;
  }
  const { from, to } = readTwoPaths(command);
  if (!/^(copy|xcopy|robocopy|cp|copy-item)$/.test(name) || !from || !to) return undefined;
  return { file: normalizePath(to), kind: "file", target: normalizePath(from) };
}

const readers: Record<string, (command: Command) => Change[]> = {
  "remove-item": (command) => listItems(command).map((item) => ({ ...item, value: "deleted" })),
  "move-item": readMove,
  "rename-item": readMove,
  "copy-item": readCopy,
  "set-content": (command) => listItems(command),
  "add-content": (command) => listItems(command),
  "clear-content": (command) => listItems(command),
  "set-item": (command) => listItems(command),
  "import-certificate": readImport,
  "import-pfxcertificate": readImport,
  certutil: readCertutil,
  del: readAll,
  erase: readAll,
  rd: readAll,
  rmdir: readAll,
  rm: readAll,
  move: readMove,
  mv: readMove,
  ren: readMove,
  rename: readMove,
  copy: readCopy,
  cp: readCopy,
  notepad: (command) => listOperands(command).map(makeFile),
  takeown: ({ words }) =>
    words.flatMap((word, at) => (/^\/f$/i.test(word) ? [makePermissions(words[at + 1] ?? "")] : [])),
  icacls: readIcacls,
  attrib: (command) => listOperands(command).map(makeFile),
  chmod: (command) => listOperands(command).slice(1).map(makePermissions),
  chown: (command) => listOperands(command).slice(1).map(makePermissions),
  chgrp: (command) => listOperands(command).slice(1).map(makePermissions),
  // Debian's default certificate and its key.
  "make-ssl-cert": () =>
    ["certs/ssl-cert-snakeoil.pem", "private/ssl-cert-snakeoil.key"].map((file) => makeFile(`/etc/ssl/${file}`)),
  openssl: ({ words }) =>
    words.flatMap((word, at) => (/^-(out|keyout)$/.test(word) ? [makeFile(words[at + 1] ?? "")] : [])),
};

function makeFile(path: string): Change {
  return { kind: "file", target: normalizePath(path) };
}

function makePermissions(path: string): Change {
  return { ...makeFile(path), part: "permissions" };
}

/** Arguments that are no switches. */
export function listOperands({ words, shell }: Command): string[] {
  return words.filter((word) => !(shell === "linux" ? /^-./ : /^[-/][^\\/:.]*(?::\S*)?$/).test(word));
}

function listItems(command: Command): Change[] {
  return listPaths(command).flatMap((path): Change[] => {
    const kind: ChangeKind = classifyPath(path);
    return kind === "registry" ? [] : [{ kind, target: normalizePath(path) }];
  });
}

function readAll(command: Command): Change[] {
  return listOperands(command).map((path) => ({ ...makeFile(path), value: "deleted" }));
}

function readTwoPaths(command: Command): { from: string | undefined; to: string | undefined } {
  if (command.shell === "cmd" || command.shell === "linux") {
    const operands = listOperands(command);
    return { from: operands[0], to: operands.at(-1) };
  }
  const to = findParameter(command, "Destination", "NewName") ?? listPositional(command).at(-1);
  return { from: listPaths(command)[0], to: to?.[0] };
}

function readMove(command: Command): Change[] {
  const { from, to } = readTwoPaths(command);
  return from && classifyPath(from) === "file" ? [{ ...makeFile(from), to: to && normalizePath(to) }] : [];
}

function readCopy(command: Command): Change[] {
  const { from, to } = readTwoPaths(command);
  return from && to && classifyPath(from) === "file" ? [{ ...makeFile(to), from: normalizePath(from) }] : [];
}

function readIcacls({ words }: Command): Change[] {
  const [path = "", ...options] = words;
  const restore = options.findIndex((option) => /^\/restore$/i.test(option));
  if (restore >= 0) return [{ ...makePermissions(path), from: normalizePath(options[restore + 1] ?? "") }];
  return options.some((option) => /^\/(grant|deny|remove|setowner|inheritance|reset)/i.test(option))
    ? [makePermissions(path)]
    : [];
}

function readImport(command: Command): Change[] {
  const store = findParameter(command, "CertStoreLocation")?.[0] ?? "cert:\\localmachine\\my";
  const file = (findParameter(command, "FilePath") ?? listPositional(command)[0])?.[0];
  return [{ kind: "certificate", target: normalizePath(store), from: file && normalizePath(file) }];
}

// certutil -delstore My THUMBPRINT, in the store of the computer unless it says -user
function readCertutil({ words }: Command): Change[] {
  const at = words.findIndex((word) => /^[-/](delstore|addstore|importpfx|repairstore)$/i.test(word));
  if (at < 0) return [];
  const owner = words.some((word) => /^[-/]user$/i.test(word)) ? "currentuser" : "localmachine";
  const store = words.slice(at + 1).find((word) => !/^[-/]/.test(word) && !/\.(pfx|cer|crt)$/i.test(word)) ?? "my";
  const value = /delstore/i.test(words[at] ?? "") ? "deleted" : undefined;
  return [{ kind: "certificate", target: `cert:\\${owner}\\${store.toLowerCase()}`, value }];
}
