/** The small trees of the tests; test/trees/README.md says what each is for. */
import path from "node:path";

const fileOf = (name: string) => path.resolve(import.meta.dirname, "../trees", name);

export const treeFiles = {
  fourCauses: fileOf("four-causes.yaml"),
  remoteComputer: fileOf("remote-computer.yaml"),
};
