/** Finds out what an action does to others: whether it disconnects people, and whether something restarts. The tree's own words count first. */
import type { Action } from "./findAction.ts";

type Effective = Pick<Action, "where" | "do" | "run" | "warning" | "risk" | "prepares">;

/** `says`: the tree's own sentences about it; empty if only the kind of action shows it. */
export type Effect<Kind extends string> = { kind: Kind; says: string };

/** `unknown`: neither the words nor the command name an interruption, and the action changes something. */
export type Disturbance = Effect<"yes" | "possibly" | "none" | "own-pc" | "unknown">;
export type Restart = Effect<"yes" | "possibly" | "later" | "service" | "none">;

export const splitSentences = (text: string): string[] => text.split(/(?<=[.?!])\s+/).filter(Boolean);

/** The sentences that match, at most two. */
const pick = (sentences: readonly string[], pattern: RegExp): string =>
  sentences
    .filter((each) => pattern.test(each))
    .slice(0, 2)
    .join(" ");

const sparesPeople =
  /\b(?:disconnects no (?:one|sessions?)|no sessions? (?:ends?|is disconnected)|(?:nobody|no one) is disconnected)\b/i;
const disturbsPeople =
  /\b(?:everyone|everybody|owner|you|they|sessions?)\b[^.]*\b(?:disconnected|cut off|loses?)\b|\b(?:disconnects|cuts off|ends|logs off) (?:everyone|everybody|all|that one|the)\b|\bEnd that one session\b|\bstops? for\b|\bis down while\b|\bhas no network\b|\bno one gets in\b|\bserves stops\b/i;
const disturbingCommand =
  /\b(?:Restart|Stop)-Service\b[^;\n]*\b(?:TermService|TSGateway)\b|\b(?:Restart|Stop)-Computer\b|\bRestart-NetAdapter\b|\bshutdown\b[^\n]*\s\/[rs]\b|\b(?:logoff|rwinsta|tsdiscon)\b|\breset session\b|\bnet stop\b|\bsystemctl\b[^\n]*\b(?:restart|stop)\b/i;
/** Windows decides whether an update needs a restart. */
const installsUpdate = /\b(?:cumulative|out-of-band) updates?\b|\binstall the update\b/i;
const hedged = /^(?:if|once)\b|\b(?:may|might|can|could)\b/i;

export function findDisturbance(action: Effective): Disturbance {
  const { run = "", warning = "" } = action;
  const sentences = splitSentences(`${warning} ${action.do}`).filter((each) => !sparesPeople.test(each));
  const says = pick(sentences, disturbsPeople);
  const isOwn = action.where === "this-pc";
  if (disturbingCommand.test(run)) return { kind: "yes", says };
  if (says !== "" && !isOwn) return { kind: hedged.test(says) ? "possibly" : "yes", says };
  const spared = pick(splitSentences(`${warning} ${action.do}`), sparesPeople);
  if (spared !== "") return { kind: "none", says: spared };
  if (isOwn) return { kind: "own-pc", says };
  if (installsUpdate.test(action.do)) return { kind: "possibly", says: "" };
  const isQuiet = action.prepares || (action.risk === "none" && !/\bsign(?:s|ed)? out\b/i.test(action.do));
  return { kind: isQuiet ? "none" : "unknown", says: "" };
}

const mentionsRestart = /\b(?:restart(?:s|ed|ing)?|reboots?)\b/i;
const restartingCommand = /\bRestart-Computer\b|\bshutdown\b[^\n]*\s\/r\b/i;
const restartsService = /\bRestart-Service\b|\bsystemctl\b[^\n]*\brestart\b/i;
const machine =
  "(?:windows|(?:the|this|that|your) (?:remote )?(?:computer|pc|machine|one)|the pc you connect from|its virtual machine)";
const ordersRestart = new RegExp(
  String.raw`^(?!if\b)(?:[^.]*(?:,|\band|\bcomputer|^otherwise) )?restart ${machine}\b|\bchoose "restart",|, "Restart"\)?\.$`,
  "i",
);
const mayRestart = /\bmay need a restart\b|\b(?:when|if) windows asks\b/i;
const afterRestart = /\btakes? effect\b[^.]*\brestart\b|\breads [^.]* only when it starts\b/i;
const namesService =
  /\band restart it\b|\brestart(?:s|ing)? (?:the (?:services?|server)|xrdp|frpc|remote desktop|"|the adapters|the gateway)/i;

export function findRestart({ run = "", warning = "", do: what }: Effective): Restart {
  const sentences = splitSentences(`${what} ${warning}`).filter((each) => mentionsRestart.test(each));
  const ordered = pick(sentences, ordersRestart);
  if (ordered !== "" || restartingCommand.test(run)) return { kind: "yes", says: ordered };
  const service = pick(sentences, namesService);
  if (service !== "" || restartsService.test(run)) return { kind: "service", says: service };
  const possible = pick(sentences, mayRestart);
  if (possible !== "" || installsUpdate.test(what)) return { kind: "possibly", says: possible };
  const later = pick(sentences, afterRestart);
  return later === "" ? { kind: "none", says: "" } : { kind: "later", says: later };
}
