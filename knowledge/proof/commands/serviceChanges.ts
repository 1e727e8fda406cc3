/** Starting, stopping and disabling services, on Windows and Linux. */
import type { Change } from "./change.ts";
import { type Command, findParameter, listPositional } from "./script.ts";

// A restart is not a change, because the service runs as before afterwards.
export function findServiceChanges(name: string, command: Command): Change[] {
  switch (name) {
    case "start-service":
      return makeChanges(listServices(command), "running");
    case "stop-service":
      return makeChanges(listServices(command), "stopped");
    case "set-service":
      return readSetService(command);
    case "sc":
      return readSc(command.words);
    case "net":
    case "net1":
      return readNet(command.words);
    case "systemctl":
      return readSystemctl(command.words);
    default:
      return [];
  }
}

function makeChanges(services: readonly string[], value: string): Change[] {
  return services.map((service) => ({ kind: "service", target: service.toLowerCase(), value }));
}

// Get-Service TermService | Set-Service -StartupType Manual
function listServices(command: Command): string[] {
  const own = findParameter(command, "Name", "DisplayName", "InputObject") ?? listPositional(command)[0] ?? [];
  const literal = own.filter((service) => !/^[$({]/.test(service));
  const feeding = command.inputs.filter(({ name }) => /^(get-service|gsv)$/i.test(name));
  return literal.length > 0 ? literal : feeding.flatMap(listServices);
}

function readSetService(command: Command): Change[] {
  const [value] = findParameter(command, "StartupType", "StartMode") ?? findParameter(command, "Status") ?? [];
  return value ? makeChanges(listServices(command), value.toLowerCase()) : [];
}

// sc config TermService start= demand, with or without the space
function readSc(words: readonly string[]): Change[] {
  const [verb = "", service = "", ...rest] = words.filter((word) => !word.startsWith("\\\\"));
  const value = /start=\s*(\w+)/i.exec(rest.join(" "))?.[1]?.toLowerCase();
  switch (verb.toLowerCase()) {
    case "config":
      return value ? makeChanges([service], value) : [];
    case "start":
      return makeChanges([service], "running");
    case "stop":
      return makeChanges([service], "stopped");
    case "delete":
      return makeChanges([service], "deleted");
    default:
      return [];
  }
}

function readNet([verb = "", service]: readonly string[]): Change[] {
  if (!service) return [];
  if (/^start$/i.test(verb)) return makeChanges([service], "running");
  return /^stop$/i.test(verb) ? makeChanges([service], "stopped") : [];
}

const linuxStates: Record<string, string> = {
  start: "running",
  stop: "stopped",
  enable: "enabled",
  disable: "disabled",
  mask: "disabled",
  unmask: "enabled",
};

function readSystemctl(words: readonly string[]): Change[] {
  const [verb = "", ...services] = words.filter((word) => !word.startsWith("-"));
  const value = linuxStates[verb];
  return value
    ? makeChanges(
        services.map((service) => service.replace(/\.service$/, "")),
        value,
      )
    : [];
}
