/** Checks that every name a tree uses exists: facts, answers, steps, blanks, causes, sources, hand-overs. */
import { listBlanks } from "./blanks.ts";
import { Names, type Path } from "./names.ts";
import { pictures } from "./pictures.ts";
import { checkReports } from "./reportReferences.ts";
import { checkNeedsAndBlanks, checkStep, checkStepList, findStep } from "./stepReferences.ts";
import type { Tree, TreeFile } from "./tree.ts";
import { NOT_SURE } from "./tree.ts";
import { checkWalk } from "./walkReferences.ts";
import type { Mistake } from "./wrongKnowledge.ts";

/** Lists the names that are not defined, and the parts of a step that are missing although something relies on them. */
export function findReferenceMistakes(tree: Tree, file: TreeFile): Mistake[] {
  const names = new Names(tree);
  checkFacts(names);
  checkRoles(names);
  checkLooks(names);
  checkReports(names);
  checkPictures(names, file);
  checkRdpSettings(names);
  checkTests(names, file);
  checkCauses(names, file);
  for (const step of Object.values(tree.steps)) checkStep(names, step, findStep(file, step.id));
  checkBrief(names, file);
  checkWalk(names, tree.walk, ["walk"]);
  return names.mistakes;
}

function checkFacts(names: Names): void {
  const facts = Object.entries(names.tree.facts);
  for (const [id, { usual }] of facts) if (usual) names.checkAnswer(id, usual, ["facts", id, "usual"]);
  for (const [id, { answers }] of facts)
    if (Object.hasOwn(answers, NOT_SURE))
      names.addMistake(`"${NOT_SURE}" is always an answer; remove it here`, ["facts", id, "answers", NOT_SURE]);
}

function checkPictures(names: Names, file: TreeFile): void {
  const { facts, looks, reports, steps } = names.tree;
  const shown: [string | undefined, Path][] = [
    ...Object.entries(facts).map(([id, { picture }]): [string | undefined, Path] => [picture, ["facts", id]]),
    ...Object.entries(looks).map(([id, { picture }]): [string | undefined, Path] => [picture, ["looks", id]]),
    ...Object.values(steps).map(({ id, picture }): [string | undefined, Path] => [picture, findStep(file, id)]),
    ...Object.entries(reports).flatMap(([id, { scripts }]) =>
      scripts.map(({ picture }, at): [string | undefined, Path] => [picture, ["reports", id, "scripts", at]]),
    ),
  ];
  const known = Object.fromEntries(pictures);
  for (const [picture, path] of shown)
    if (picture)
      names.check("a picture", picture, known, [...path, "picture"], "; draw it in knowledge/pictures, or remove it");
}

function checkRoles(names: Names): void {
  for (const [id, { fact }] of Object.entries(names.tree.who)) {
    const path = ["who", id, "fact"];
    if (fact && names.checkFact(fact, path)) names.checkAnswer(fact, "yes", path);
  }
}

function checkLooks(names: Names): void {
  for (const [id, look] of Object.entries(names.tree.looks)) {
    const path = ["looks", id];
    look.learns.forEach((fact, at) => {
      names.checkFact(fact, [...path, "learns", at]);
    });
    checkNeedsAndBlanks(names, look, path);
    for (const blank of listBlanks(look.run))
      if (!look.fill.includes(blank))
        names.addMistake(`the command has the blank {${blank}}; declare it with "fill: [${blank}]"`, [...path, "run"]);
  }
}

function checkRdpSettings(names: Names): void {
  const settings = names.tree["rdp-settings"];
  for (const [id, { repair, tells, absent, sources }] of Object.entries(settings)) {
    const path = ["rdp-settings", id];
    const checkOthers = (others: object, at: Path) => {
      for (const other of Object.keys(others))
        names.check("an entry of rdp-settings", other, settings, [...at, other], addEntry);
    };
    checkOthers(repair?.with ?? {}, [...path, "repair", "with"]);
    tells.forEach(({ with: others, fact, answer }, at) => {
      checkOthers(others, [...path, "tells", at, "with"]);
      if (names.checkFact(fact, [...path, "tells", at, "fact"]))
        names.checkAnswer(fact, answer, [...path, "tells", at, "answer"]);
    });
    if (absent && names.checkFact(absent.fact, [...path, "absent", "fact"]))
      names.checkAnswer(absent.fact, absent.answer, [...path, "absent", "answer"]);
    sources.forEach((source, at) => {
      names.check("a source", source, names.tree.sources, [...path, "sources", at]);
    });
  }
  if (Object.keys(settings).length === 0) return;
  for (const id of neverGivenBack)
    if (!settings[id]?.remove)
      names.addMistake(`a repaired file must not hold "${id}"; add "${id}:" with remove: true`, ["rdp-settings", id]);
}

const addEntry = '; correct the name, or add it under "rdp-settings:"';
// The bot never repeats a password, and a signature does not fit a changed file.
const neverGivenBack = ["password 51", "signature", "signscope"];

function checkTests(names: Names, file: TreeFile): void {
  for (const [id, { learns, works, steps }] of Object.entries(names.tree.tests)) {
    const path = ["tests", id];
    if (names.checkFact(learns, [...path, "learns"])) names.checkAnswer(learns, works, [...path, "works"]);
    checkStepList(names, file, steps, [...path, "steps"]);
  }
}

function checkCauses(names: Names, file: TreeFile): void {
  for (const [id, cause] of Object.entries(names.tree.causes)) {
    const path = ["causes", id];
    names.checkEvidence(cause.for, [...path, "for"]);
    names.checkEvidence(cause.against, [...path, "against"]);
    cause.sources.forEach((source, at) => {
      names.check("a source", source, names.tree.sources, [...path, "sources", at]);
    });
    checkStepList(names, file, cause.fix, [...path, "fix"]);
  }
}

function checkBrief(names: Names, file: TreeFile): void {
  file.brief.forEach(({ causes }, row) => {
    causes.forEach((cause, at) => {
      names.check("a cause", cause, names.tree.causes, ["brief", row, "causes", at]);
    });
  });
}
