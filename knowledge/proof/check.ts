/** Proves that a tree is fit for use. */
import type { Tree } from "../tree/tree.ts";
import type { Mistake } from "../tree/wrongKnowledge.ts";
import { findRandomFaults, findTypicalFaults } from "./checkPeople.ts";
import { findUnraisedVersion, findVanished, type Released } from "./released.ts";
import { findTreeCommandFaults } from "./treeCommands.ts";
import { findUnused } from "./unused.ts";
import { findWalkFaults } from "./walkFaults.ts";

/** Lists every fault of a loaded tree in a curator's words; a tree without faults may be used. `seed` chooses the random people. */
export function proveTree(tree: Tree, released: Released, seed = 904): Mistake[] {
  return [
    ...findVanished(tree, released),
    ...findUnraisedVersion(tree, released),
    ...findUnused(tree),
    ...findWalkFaults(tree),
    ...findFillFaults(tree),
    ...findTreeCommandFaults(tree),
    ...findTypicalFaults(tree),
    ...findRandomFaults(tree, seed),
  ];
}

// A pattern must refuse values that would change the command they are filled into.
function findFillFaults(tree: Tree): Mistake[] {
  const dangerous = [
    '"; Remove-Item C:\\ -Recurse',
    "a & shutdown /s",
    "a | b",
    "$(whoami)",
    "x\ny",
    "`id`",
    "%TEMP%",
    "a;b",
    "a>b",
  ];
  return Object.entries(tree.blanks).flatMap(([id, blank]) => {
    const whole = new RegExp(`^(?:${blank.matches})$`, "u");
    return [
      ...(whole.test(blank.example)
        ? []
        : [{ what: `the example of "${id}" does not match its own pattern`, path: ["blanks", id, "example"] }]),
      ...dangerous
        .filter((value) => whole.test(value))
        .map((value) => ({
          what: `the pattern of "${id}" lets ${JSON.stringify(value)} into a command; narrow it`,
          path: ["blanks", id, "matches"],
        })),
    ];
  });
}
