// Node keeps what it has compiled, so that the next start need not do it again. Where the folder cannot be written, it does.
import module from "node:module";
import { fileURLToPath } from "node:url";

module.enableCompileCache?.(fileURLToPath(new URL("../../node_modules/.cache/node-compile", import.meta.url)));
