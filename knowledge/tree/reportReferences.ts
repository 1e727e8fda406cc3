/** Checks the names in reports, and that each script is explained line by line. */

import type { Names, Path } from "./names.ts";
import { isCondition } from "./reportCondition.ts";
import type { Report, ReportScript } from "./reports.ts";

export const mostScriptLines = 80;

export function checkReports(names: Names): void {
  for (const [id, report] of Object.entries(names.tree.reports)) {
    const path = ["reports", id];
    report.needs.forEach((fact, at) => {
      names.checkAnswer(fact, "no", [...path, "needs", at]);
    });
    if (report.unless) names.checkEvidence([report.unless], [...path, "unless"]);
    report.scripts.forEach((script, at) => {
      checkScript(names, script, [...path, "scripts", at]);
    });
    if (!report.scripts.some(({ when }) => !when))
      names.addMistake('no script is for all other cases; leave out "when" of one of them', [...path, "scripts"]);
    for (const [key, { fills }] of Object.entries(report.keys))
      if (fills && names.check("a blank", fills, names.tree.blanks, [...path, "keys", key, "fills"]) && fills !== key)
        names.addMistake(`the line "${key}" fills {${fills}}; give both one name`, [...path, "keys", key, "fills"]);
    checkReadings(names, report, path);
  }
}

function checkReadings(names: Names, { keys, readings }: Report, path: Path): void {
  readings.forEach(({ when, gives }, at) => {
    const here = [...path, "readings", at];
    for (const [key, condition] of Object.entries(when)) {
      names.check("a key of this report", key, keys, [...here, "when", key], "; add it under its keys");
      for (const one of [condition].flat())
        if (!isCondition(String(one)))
          names.addMistake(
            `"${one}" is not a condition; write a word, or a number as in ">= 28", "!= 3389" or "1 to 27"`,
            [...here, "when", key],
          );
    }
    for (const [fact, answer] of Object.entries(gives)) names.checkAnswer(fact, answer, [...here, "gives", fact]);
  });
}

function checkScript(names: Names, { run, when, explained }: ReportScript, path: Path): void {
  if (when) names.checkEvidence([when], [...path, "when"]);
  const count = run.split("\n").length;
  if (count > mostScriptLines)
    names.addMistake(`the script has ${count} lines; the limit is ${mostScriptLines}`, [...path, "run"]);
  let next = 1;
  for (const range of Object.keys(explained).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))) {
    const [from = 0, to = from] = range.split("-").map(Number);
    if (from !== next || to < from) {
      names.addMistake(`line ${next} comes next here, not "${range}"; explain every line once, in order`, [
        ...path,
        "explained",
        range,
      ]);
      return;
    }
    next = to + 1;
  }
  if (next !== count + 1)
    names.addMistake(`the explanation ends at line ${next - 1}, and the script has ${count} lines`, [
      ...path,
      "explained",
    ]);
}
