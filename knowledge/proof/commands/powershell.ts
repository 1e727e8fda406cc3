/** Parses PowerShell with its own grammar, without running anything. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Language, type Node, Parser } from "web-tree-sitter";
import { listCommands, nameVariable } from "./powershellCommands.ts";
import { bridgeGaps } from "./powershellGaps.ts";
import { type Command, type Script, simplifyName } from "./script.ts";

const parser = await loadParser();

async function loadParser(): Promise<Parser> {
  // The grammar is one huge function. V8 takes ten seconds and 2 GB to optimize it, and gains nothing for such short texts.
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
  await Parser.init();
  const grammar = fileURLToPath(import.meta.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm"));
  return new Parser().setLanguage(await Language.load(readFileSync(grammar)));
}

// Parsing a whole script takes a second, and every proof asks for the same ones.
const parsed = new Map<string, Script>();

/** A text with mistakes is parsed as far as it goes; `error` says where it stops making sense. */
export function parsePowerShell(text: string): Script {
  const known = parsed.get(text);
  if (known) return known;
  const script = parse(text);
  parsed.set(text, script);
  return script;
}

function parse(text: string): Script {
  const bridged = bridgeGaps(text);
  const tree = parser.parse(bridged.text);
  if (!tree) throw new Error("the PowerShell grammar is not loaded");
  try {
    const root = tree.rootNode;
    return {
      // The grammar takes a single quotation mark at the end of a word for a letter, which PowerShell does not.
      error: bridged.unbalanced ?? (root.hasError ? explainError(root, text) : undefined),
      commands: listCommands(root, text),
      operators: root
        .descendantsOfType(["comparison_operator", "pipeline_chain_tail"])
        .map((node) => ({ shell: "powershell" as const, text: node.text.toLowerCase(), at: node.startIndex })),
      variables: [...new Set([...root.descendantsOfType("variable").map(nameVariable), ...bridged.variables])],
    };
  } finally {
    tree.delete();
  }
}

function explainError(root: Node, text: string): { what: string; at: number } {
  const open = /[|,](?=\s*$)/.exec(text);
  if (open) return { what: `something is missing after "${open[0]}"`, at: open.index };
  const wrong = findErrors(root).map(({ startIndex }) => startIndex);
  const at = Math.max(0, ...wrong);
  const rest = text.slice(at).trim().split(/\r?\n/)[0] ?? "";
  return { what: rest === "" ? "something is missing at the end" : `"${rest}" does not belong here`, at };
}

// If the whole text is one error, the place is where the statements that make sense end.
function findErrors(node: Node): Node[] {
  if (node.isMissing || (node.isError && node.parent)) return [node];
  if (!node.hasError) return [];
  const inside = node.children.flatMap(findErrors);
  const sensible = /^(pipeline|statement_list|comment|empty_statement|param_block)$/;
  return inside.length > 0 ? inside : node.children.filter(({ type }) => !sensible.test(type)).slice(0, 1);
}

/** Names that are written like an alias: no hyphen, no folder, no extension. `knows` says which commands exist. */
export function findUnknownAliases({ commands }: Script, knows: (name: string) => boolean): Command[] {
  return commands.filter(({ name }) => /^[%?\w]+$/.test(name) && !knows(simplifyName(name)));
}
