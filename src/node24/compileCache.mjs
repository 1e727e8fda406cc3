// Caches compiled code so that the next start is faster. If the folder is not writable, Node compiles again each time.
import module from "node:module";
import { fileURLToPath } from "node:url";

module.enableCompileCache?.(fileURLToPath(new URL("../../node_modules/.cache/node-compile", import.meta.url)));
