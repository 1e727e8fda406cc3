/** Changes of firewall rules and of other settings, by netsh, by PowerShell and by the tools of Linux and Azure. */

import type { Change, ChangeKind, Save } from "./change.ts";
import { normalizePath } from "./changeTargets.ts";
import { type Command, findParameter, listPositional } from "./script.ts";

export function findSettingChanges(name: string, command: Command): Change[] {
  if (name === "netsh") return readNetsh(command.words);
  if (name === "az") return readAz(command.words);
  if (name === "cmdkey") return readCmdkey(command.words);
  if (/^(adduser|deluser|gpasswd|usermod)$/.test(name))
    return [{ kind: "setting", target: `account ${command.words.filter((word) => !word.startsWith("-")).join(" ")}` }];
  return readCmdlet(name, command);
}

/** `netsh advfirewall export FILE`. */
export function findSettingSave(name: string, { words }: Command): Save | undefined {
  const [context = "", verb = "", file] = words;
  if (name !== "netsh" || !/^adv/i.test(context) || !/^export$/i.test(verb) || !file) return undefined;
  return { file: normalizePath(file), kind: "firewall", target: "" };
}

const fullWords: Record<string, string> = { int: "interface", ip: "ipv4", adv: "advfirewall", subint: "subinterface" };

function readNetsh(words: readonly string[]): Change[] {
  const full = words.map((word) => fullWords[word.toLowerCase()] ?? word.toLowerCase());
  const at = full.findIndex((word) => /^(set|add|delete|reset|import)$/.test(word));
  if (at < 0) return [];
  const [object = "", ...rest] = full.slice(at + 1);
  const options = new Map(rest.flatMap((word) => (word.includes("=") ? [splitOption(word)] : [])));
  const name = options.get("name") ?? options.get("interface") ?? rest.find((word) => !word.includes("=")) ?? "";
  const context = full.slice(0, at).join(" ");
  if (context.startsWith("advfirewall")) {
    if (full[at] === "import") return [{ kind: "firewall", target: "", from: normalizePath(object) }];
    if (full[at] === "reset") return [{ kind: "firewall", target: "", value: "reset" }];
    const isRule = object === "rule";
    const target = isRule ? (options.get("group") ?? name) : object;
    return [{ kind: "firewall", target, value: isRule ? options.get("enable") : rest.at(-1) }];
  }
  const target = ["netsh", context, object, name].filter(Boolean).join(" ");
  const parts = [...options].filter(([option]) => !/^(store|name|interface)$/.test(option));
  if (parts.length === 0) return [{ kind: "setting", target }];
  return parts.map(([part, value]) => ({ kind: "setting", target, part, value }));
}

function splitOption(word: string): [string, string] {
  const at = word.indexOf("=");
  return [word.slice(0, at), word.slice(at + 1)];
}

// az network nsg rule create --nsg-name web --name allow-rdp
function readAz(words: readonly string[]): Change[] {
  const at = words.findIndex((word) => /^(create|update|delete|set|start|stop|deallocate|add|remove)$/.test(word));
  if (at < 0) return [];
  const options = words.slice(at + 1);
  const named = options.flatMap((word, index) =>
    /^(-n|-g|--(name|nsg-name|resource-group|vm-name))$/.test(word) ? [options[index + 1] ?? ""] : [],
  );
  return [{ kind: "setting", target: ["az", ...words.slice(0, at), ...named.sort()].join(" ").toLowerCase() }];
}

function readCmdkey(words: readonly string[]): Change[] {
  const [, verb, name] = /\/(add|delete|generic):(\S+)/i.exec(words.join(" ")) ?? [];
  const value = verb?.toLowerCase() === "delete" ? "deleted" : undefined;
  return name ? [{ kind: "setting", target: `saved password ${name.toLowerCase()}`, value }] : [];
}

const changing =
  /^(set|new|remove|add|enable|disable|rename|clear|register|unregister|install|uninstall|reset|invoke)-/;
const naming = [
  "Name",
  "DisplayName",
  "DisplayGroup",
  "Group",
  "InterfaceAlias",
  "TaskName",
  "CollectionName",
  "Profile",
];
const states: Record<string, string> = { enable: "true", disable: "false", remove: "deleted" };

// Set-NetIPInterface -InterfaceAlias VPN -NlMtuBytes 1300 changes the part "nlmtubytes" of "netipinterface vpn".
function readCmdlet(name: string, command: Command): Change[] {
  const [verb = "", noun = ""] = name.split("-");
  if (name === "test-computersecurechannel" && findParameter(command, "Repair"))
    return [{ kind: "setting", target: "computersecurechannel" }];
  const isLocal =
    /^(item|itemproperty|content|service|variable|location|expression|command|webrequest|restmethod)$/.test(noun);
  if (!changing.test(name) || isLocal || noun === "") return [];
  const isRule = /^netfirewall(rule|profile)$/.test(noun);
  const names = listNames(command);
  const value = states[verb];
  const kind: ChangeKind = isRule ? "firewall" : "setting";
  const targets = names.map((target) => (isRule ? target : `${noun} ${target}`.trim()));
  const parts = command.arguments.filter(({ parameter }) => parameter && !isNaming(parameter) && !isCommon(parameter));
  return targets.flatMap((target): Change[] =>
    value || isRule || parts.length === 0
      ? [{ kind, target, value: value ?? findParameter(command, "Enabled")?.[0]?.toLowerCase().replace("$", "") }]
      : parts.map(({ parameter, values }) => ({
          kind,
          target,
          part: parameter?.toLowerCase(),
          value: values[0]?.toLowerCase().replace("$", ""),
        })),
  );
}

// Get-NetFirewallRule -Group X | Set-NetFirewallRule -Enabled True
function listNames(command: Command): string[] {
  const own = findParameter(command, ...naming) ?? listPositional(command)[0];
  const feeding = command.inputs.find(({ name }) => /^get-/i.test(name));
  const names = own?.filter((value) => !/^[$({]/.test(value)) ?? [];
  if (names.length > 0) return names.map((value) => value.toLowerCase());
  return feeding ? listNames(feeding) : [""];
}

function isNaming(parameter: string): boolean {
  return naming.some((name) => name.toLowerCase() === parameter.toLowerCase());
}

function isCommon(parameter: string): boolean {
  return /^(force|confirm|whatif|passthru|verbose|erroraction|computername|connectionbroker|credential)$/i.test(
    parameter,
  );
}
