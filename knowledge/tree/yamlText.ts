/** Parses YAML and finds the line of each entry. */
import { type Document, isMap, isNode, LineCounter, parseDocument, visit, type YAMLError } from "yaml";
import { formatPath, WrongKnowledge } from "./wrongKnowledge.ts";

type Path = readonly (string | number)[];

/**
 * `placeOf` returns line and path of an entry, or the line of the nearest entry around it if it is missing. Throws
 * WrongKnowledge if the text is not valid YAML.
 */
export function readYaml(text: string, file: string): { value: unknown; placeOf: (path: Path) => string } {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const refuse = (mistakes: { what: string; at: number }[]): never => {
    throw new WrongKnowledge(
      file,
      mistakes.map(({ what, at }) => {
        const { line, col } = lines.linePos(at);
        return { what, place: `line ${line}, column ${col}` };
      }),
    );
  };
  // After one syntax error the parser misreads the rest of the text, so report only the first. Duplicate names do not
  // mislead it, so report them all.
  const [first] = doc.errors;
  if (first)
    refuse(
      doc.errors
        .filter((error) => error === first || error.code === "DUPLICATE_KEY")
        .map((error) => ({ what: explainYamlError(error, text), at: error.pos[0] })),
    );
  const [warning] = doc.warnings;
  if (warning) refuse([{ what: 'a text begins with "!"; put the whole text in quotes', at: warning.pos[0] }]);
  visit(doc, {
    Alias: (_, alias) => {
      if (!alias.resolve(doc))
        refuse([{ what: 'a text begins with "*"; put the whole text in quotes', at: alias.range?.[0] ?? 0 }]);
    },
  });
  return { value: doc.toJS(), placeOf: (path) => findPlace(doc, lines, path) };
}

function findPlace(doc: Document, lines: LineCounter, path: Path): string {
  for (let length = path.length; length > 0; length -= 1) {
    const at = findOffset(doc, path.slice(0, length));
    if (at !== undefined) return `line ${lines.linePos(at).line}, ${formatPath(path)}`;
  }
  return path.length > 0 ? `line 1, ${formatPath(path)}` : "line 1";
}

// The place of a named entry is its name, not the beginning of its value.
function findOffset(doc: Document, path: Path): number | undefined {
  const parent = path.length === 1 ? doc.contents : doc.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(path.at(-1))) : undefined;
  const node = pair ? pair.key : doc.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

function explainYamlError({ code, pos, message }: YAMLError, text: string): string {
  const name = /^[^\s:]*/.exec(text.slice(pos[0]))?.[0] ?? "";
  switch (code) {
    case "DUPLICATE_KEY":
      return `"${name}" appears twice in one group; rename or remove one of them`;
    case "TAB_AS_INDENT":
      return "this line is indented with a tab; YAML allows only spaces";
    case "BLOCK_AS_IMPLICIT_KEY":
      return "a text contains a colon followed by a space, or a line is indented too far; put the text in quotes, or correct the indentation";
    case "BAD_SCALAR_START":
      return `a text cannot begin with "${text[pos[0]]}"; put the whole text in quotes`;
    case "BAD_INDENT":
      return "this line is not indented like the lines it belongs to, or a bracket above it is not closed";
    case "MISSING_CHAR":
      return /quote/.test(message)
        ? "a quotation mark is never closed"
        : "this line has no colon after its name, or it continues a text without being indented";
    case "UNEXPECTED_TOKEN":
      return "unexpected text follows a quotation mark, bracket or star; put the whole text in quotes";
    case "MULTIPLE_DOCS":
      return 'a line of three dashes starts a second document here; remove "---"';
    default:
      return `this is not valid YAML: ${message}. Look for a missing quote, colon or indentation here or one line above`;
  }
}
