/** What common tools say where several lines have to be seen together. Where one line decides, the tree's `reads` do. */
import type { OutputLine } from "../splitOutput.ts";
import { judgeCertificates } from "./judgeCertificates.ts";
import { judgeEvents } from "./judgeEvents.ts";
import { judgeListening } from "./judgeListening.ts";
import { judgePings } from "./judgePings.ts";
import { judgePortTest } from "./judgePortTest.ts";
import { judgeRegistry } from "./judgeRegistry.ts";
import { judgeServices } from "./judgeServices.ts";
import { judgeSessions } from "./judgeSessions.ts";
import type { Verdict } from "./verdict.ts";

const judges = [
  judgeCertificates,
  judgeEvents,
  judgeListening,
  judgePings,
  judgePortTest,
  judgeRegistry,
  judgeServices,
  judgeSessions,
];

export function judgeOutput(lines: readonly OutputLine[]): Verdict[] {
  return judges.flatMap((judge) => judge(lines));
}
