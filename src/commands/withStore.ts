/** Opens the server's store for a command. */
import { existsSync } from "node:fs";
import { readConfig, readEnvironment } from "../config.ts";
import { findStoreFile, openStore } from "../store/openStore.ts";
import type { Store } from "../store/store.ts";
import type { Program } from "./program.ts";

/** Undefined when there is no store. Then it creates none and prints the path to standard error. */
export async function withStore<Result>(
  { errors, env }: Pick<Program, "errors" | "env">,
  run: (store: Store) => Promise<Result>,
): Promise<Result | undefined> {
  const { dataDir } = readConfig(env ?? readEnvironment()).store;
  const file = findStoreFile(dataDir);
  if (!existsSync(file)) {
    errors.write(
      `There is no store in DATA_DIR (${dataDir})\n  → set DATA_DIR to the server's data folder, or start the server once\n`,
    );
    return undefined;
  }
  const store = await openStore(file);
  return await run(store).finally(() => store.close());
}
