/** The names by which dialogs call each other. */
export const dialogIds = {
  root: "root",
  intake: "intake",
  diagnose: "diagnose",
  step: "step",
  handOver: "handOver",
  waiting: "waiting",
  close: "close",
  ask: "ask",
} as const;
