/** `npm run -s knowledge`: a curator's tools: proofs and report, a picture of the walk, and how a message is read. */

import { loadTree } from "../../knowledge/tree/load.ts";
import { readConfig, readEnvironment } from "../config.ts";
import { loadKnowledge } from "../turn/trees.ts";
import { check } from "./knowledge/check.ts";
import { answer, examine } from "./knowledge/examine.ts";
import { graph } from "./knowledge/graph.ts";
import { read } from "./knowledge/read.ts";
import { release } from "./knowledge/released.ts";
import { train } from "./knowledge/train.ts";
import { worlds } from "./knowledge/worlds.ts";
import { explainMistakes, type Program, runAsProcess } from "./program.ts";

const usage = `npm run -s knowledge -- check [<tree file>]     prove the tree, then report what it costs people
npm run -s knowledge -- worlds <folder>         let the people of worlds walk the tree; --json prints one line for each, --reports those who run scripts
npm run -s knowledge -- graph                   draw the walk into docs/walk.svg, and list the lines of the reports in docs/reports.md
npm run -s knowledge -- read "<message>"        show how a message is read; --json prints one line
npm run -s knowledge -- read --why "<message>"  explain how it is read: clauses, concepts, phrases, and what the scorer weighs
npm run -s knowledge -- read --json -           read JSON strings from standard input, one per line
npm run -s knowledge -- train                   turn knowledge/sentences/ into the weights of the scorer, in about a minute
npm run -s knowledge -- examine <file.jsonl>    compare what is read with labelled messages or replies; --json prints one line for each fault
npm run -s knowledge -- answer --json -         hear replies from standard input, one JSON object {"state","prompt","answer"} per line
npm run -s knowledge -- release                 record the ids of this tree as released; they must not be removed afterwards
`;
export async function knowledge([what, ...words]: string[], program: Program): Promise<number> {
  const named = words.find((word) => what === "check" && !word.startsWith("--"));
  const file = () => named ?? readConfig(program.env ?? readEnvironment()).knowledge.treeFile;
  const tree = () => loadTree(file());
  return explainMistakes(program, async () => {
    switch (what) {
      case "check":
        return check(file(), program);
      case "worlds":
        return worlds(tree(), words, program, usage);
      case "graph":
        return graph(tree(), program);
      case "read":
        return read(loadKnowledge(file()), words, program, usage);
      case "train":
        return train(tree(), program);
      case "examine":
        return examine(loadKnowledge(file()), words, program, usage);
      case "answer":
        return answer(loadKnowledge(file()), program);
      case "release":
        return release(tree(), program);
      default:
        program.errors.write(usage);
        return 1;
    }
  });
}

if (import.meta.main) await runAsProcess(knowledge);
