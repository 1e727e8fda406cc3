/** Finds out who listens on the port of Remote Desktop, from `netstat` and `tasklist`. A foreign address of zeros marks listening in every language. */
import type { OutputLine } from "../splitOutput.ts";
import type { Verdict } from "./verdict.ts";

type Listener = { pid: string; line: OutputLine; owner: string };

const row =
  /^\s*TCP\s+\S{3,50}:3389\s+\S{1,80}:0\s+\S[^\d\n]{0,24}?(?:\s+(\d{1,7}))?\s*$|^\s*(?:0\.0\.0\.0|::)\s+3389\s+(?:0\.0\.0\.0|::)\s+0\s+Listen\b[^\d\n]{0,24}?(\d{1,7})?\s*$/i;
const nextRow = /^\s*(?:TCP|UDP)\s/i;
// netstat -b prints the owner below the row: TermService, and then [svchost.exe]
const ownerBelow = /^\s*\[?([\w .-]{2,40}\.exe)\]\s*$|^\s*(TermService)\s*$/i;
const task = /^\s*"?([\w .-]{1,40}?\.exe|System)"?[\s,]+"?(\d{1,7})"?[\s,]+(.*)$/i;

export function judgeListening(lines: readonly OutputLine[]): Verdict[] {
  const rows = lines.filter(({ joined, isCode }) => !joined && !isCode);
  const tasks = readTasks(rows);
  const listeners = rows.flatMap((line, at) => [
    ...readListener(line, rows.slice(at + 1, at + 4), tasks),
    ...readHost(line, tasks),
  ]);
  const others = listeners.filter(({ owner }) => owner !== "" && owner !== "TermService");
  const own = listeners.find(({ owner }) => owner === "TermService");
  const [first] = listeners;
  if (others[0]) return others.map(({ owner, line }) => ({ says: `OTHER PROGRAM: ${owner}`, line }));
  // Number 4 is the system itself, which answers for a web server.
  if (!first || listeners.some(({ pid }) => pid === "4" || pid !== first.pid)) return [];
  const verdict = { says: "LISTENER: LISTENING", line: first.line };
  return own ? [verdict, { says: "REMOTE DESKTOP HAS THE PORT 3389", line: own.line }] : [verdict];
}

function readListener(line: OutputLine, below: readonly OutputLine[], tasks: ReadonlyMap<string, string>): Listener[] {
  const match = row.exec(line.text);
  if (!match || /\b127\.|\[::1\]/.test(line.text)) return [];
  const pid = match[1] ?? match[2] ?? "";
  const end = below.findIndex(({ text }) => nextRow.test(text));
  const names = below.slice(0, end < 0 ? below.length : end).map(({ text }) => ownerBelow.exec(text));
  const service = names.find((name) => name?.[2])?.[2];
  const program = names.find((name) => name?.[1])?.[1];
  const owner = service ? "TermService" : program && !/^svchost/i.test(program) ? program : (tasks.get(pid) ?? "");
  return [{ pid, line, owner }];
}

/** Our own look names svchost.exe, and on the next line the service in it. */
function readHost(line: OutputLine, tasks: ReadonlyMap<string, string>): Listener[] {
  const [, pid] = /^\s*OTHER PROGRAM: svchost, number (\d{1,7})\s*$/i.exec(line.text) ?? [];
  const owner = pid ? tasks.get(pid) : undefined;
  return pid && owner && owner !== "TermService" ? [{ pid, line, owner }] : [];
}

/** The owner of each process number: "TermService", the program, or a service that svchost.exe holds. Empty if svchost.exe shows no service. */
function readTasks(lines: readonly OutputLine[]): ReadonlyMap<string, string> {
  const tasks = new Map<string, string>();
  for (const { text } of lines) {
    const [, program = "", pid, rest = ""] = task.exec(text) ?? [];
    if (!pid) continue;
    const isHost = /^svchost/i.test(program);
    const services = rest.replaceAll('"', "").trim();
    if (/\bTermService\b/i.test(services)) tasks.set(pid, "TermService");
    else if (!isHost) tasks.set(pid, program);
    else tasks.set(pid, /^[a-z]\w{3,}(?:, ?\w+)*$/i.test(services) ? services : "");
  }
  return tasks;
}
