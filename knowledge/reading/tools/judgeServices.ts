/** Reads the state of services from `sc query`, `sc qc` and `Get-Service | Format-List`. The numbers are the same on every Windows. */
import type { OutputLine } from "../splitOutput.ts";
import type { Verdict } from "./verdict.ts";

const remoteDesktop = ["termservice", "umrdpservice", "sessionenv"];
const certificates = ["sessionenv", "cryptsvc", "keyiso", "certpropsvc"];
// SERVICE_NAME: TermService, or in a list Name : TermService
const name =
  /^\s*[\p{L}_ ]{3,30}\s?:\s*(TermService|UmRdpService|SessionEnv|CryptSvc|KeyIso|CertPropSvc)(?=\s*$|\s+\S+\s+:)/iu;
//         STATE              : 4  RUNNING
const state =
  /(?:^|\s)\S[^:\n]{2,24}:\s*([1-7])\s+(?:STOPPED|START_PENDING|STOP_PENDING|RUNNING|CONTINUE_PENDING|PAUSE_PENDING|PAUSED)\b/i;
const startType = /^\s*\S[^:\n]{2,24}:\s*4\s+DISABLED\b/i;
const status = /^\s*Status\s*:\s*(Running|Stopped|StopPending|StartPending|Paused)\s*$/i;

export function judgeServices(lines: readonly OutputLine[]): Verdict[] {
  const states = new Map<string, { runs: boolean; line: OutputLine }>();
  const verdicts: Verdict[] = [];
  let service = "";
  for (const line of lines) {
    if (line.joined || line.isCode) continue;
    service = name.exec(line.text)?.[1]?.toLowerCase() ?? service;
    if (service === "") continue;
    const number = state.exec(line.text)?.[1];
    const word = status.exec(line.text)?.[1];
    if (number || word) states.set(service, { runs: number === "4" || /^running$/i.test(word ?? ""), line });
    if (!startType.test(line.text)) continue;
    if (remoteDesktop.includes(service)) verdicts.push({ says: `RD SERVICES: NOT-RUNNING ${service}`, line });
    if (certificates.includes(service)) verdicts.push({ says: `SERVICES: DISABLED ${service}`, line });
  }
  for (const [stopped, { runs, line }] of states) {
    if (runs) continue;
    if (remoteDesktop.includes(stopped)) verdicts.push({ says: `RD SERVICES: NOT-RUNNING ${stopped}`, line });
    if (stopped === "termservice") verdicts.push({ says: "LISTENER: NOT-LISTENING", line });
  }
  const all = remoteDesktop.map((known) => states.get(known));
  if (all[0] && all.every((known) => known?.runs)) verdicts.push({ says: "RD SERVICES: RUNNING", line: all[0].line });
  return verdicts;
}
