/** The store of the server, for a command that looks into it. */
import { existsSync } from "node:fs";
import { readConfig, readEnvironment } from "../config.ts";
import { findStoreFile, openStore } from "../store/openStore.ts";
import type { Store } from "../store/store.ts";
import type { Program } from "./program.ts";

/** Undefined where there is no store: none is made, and standard error says where it was looked for. */
export async function withStore<Found>(
  { errors, env }: Pick<Program, "errors" | "env">,
  look: (store: Store) => Promise<Found>,
): Promise<Found | undefined> {
  const { dataDir } = readConfig(env ?? readEnvironment()).store;
  const file = findStoreFile(dataDir);
  if (!existsSync(file)) {
    errors.write(
      `There is no store in DATA_DIR, which is ${dataDir}\n  → set DATA_DIR to the folder of the server, or start the server once\n`,
    );
    return undefined;
  }
  const store = await openStore(file);
  return await look(store).finally(() => store.close());
}
