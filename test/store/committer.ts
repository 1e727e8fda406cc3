/** A separate process that commits turns and prints each number until it is killed: `node committer.ts <file> <key>`. */
import { writeSync } from "node:fs";
import { openStore } from "../../src/store/openStore.ts";
import { turn, withTree } from "./turns.ts";

const [, , path = "", key = "k1"] = process.argv;
const store = await withTree(await openStore(path));
const start = (await store.cases.current(key))?.history.length ?? 0;
for (let n = start; ; n++) {
  await store.commit(turn(n, { key, conversation: key }));
  writeSync(1, `${n}\n`);
}
