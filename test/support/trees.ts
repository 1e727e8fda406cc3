/** The small trees of the tests; test/trees/README.md explains each. */
import path from "node:path";

const findFile = (name: string) => path.resolve(import.meta.dirname, "../trees", name);

export const treeFiles = {
  fourCauses: findFile("four-causes.yaml"),
  remoteComputer: findFile("remote-computer.yaml"),
  secondVersion: findFile("second-version.yaml"),
};
