/** Reads the commands out of a parsed PowerShell text: their arguments, and what reaches them from other commands. */
import type { Node } from "web-tree-sitter";
import type { Argument, Command } from "./script.ts";

export function listCommands(root: Node, text: string): Command[] {
  return new CommandReader(root, text).commands;
}

/** Without the dollar sign and braces. */
export function nameVariable(node: Node): string {
  return node.text.replace(/^[$@]\{?|\}$/g, "");
}

class CommandReader {
  readonly commands: Command[] = [];
  readonly #root: Node;
  readonly #text: string;
  readonly #byNode = new Map<number, Command>();

  constructor(root: Node, text: string) {
    this.#root = root;
    this.#text = text;
    const functions = root.descendantsOfType("function_name").map((name) => name.text.toLowerCase());
    // A call of a function that the text itself defines, or a range, which the grammar takes for a command: 1..3
    const isOwnName = (node: Node) => {
      const name = node.childForFieldName("command_name")?.text.toLowerCase() ?? "";
      return functions.includes(name) || /^\d+\.\.\d+$/.test(name);
    };
    const nodes = root
      .descendantsOfType(["command", "member_name"])
      .filter((node) => (node.type === "command" ? !isOwnName(node) : text[node.endIndex] === "("));
    for (const node of nodes) {
      const command = node.type === "command" ? this.#readCommand(node) : this.#readCall(node);
      this.commands.push(command);
      this.#byNode.set(node.id, command);
    }
    nodes.forEach((node, index) => {
      const command = this.commands[index];
      const inputs = this.#collectInputs(node.type === "command" ? node : findWhole(node), new Set());
      command?.inputs.push(...this.#listNested(inputs));
      command?.received.push(...new Set(inputs.flatMap((input) => this.#listTexts(input))));
    });
  }

  #slice({ startIndex, endIndex }: { startIndex: number; endIndex: number }): string {
    return this.#text.slice(startIndex, endIndex);
  }

  #make(node: Node, name: string, list: Argument[], words: string[], writes: string[]): Command {
    const text = this.#slice(node).trim();
    const rest = { arguments: list, words, writes, inputs: [], received: [] };
    return { shell: "powershell", name, text, at: node.startIndex, ...rest };
  }

  #readCommand(node: Node): Command {
    const name = node.childForFieldName("command_name");
    const elements = node.childForFieldName("command_elements");
    const groups = elements ? this.#groupElements(elements) : [];
    const writes = node.descendantsOfType("redirected_file_name").map((file) => unquote(this.#slice(file).trim()));
    const words = groups.flatMap(({ values }) => values);
    return this.#make(node, unquote(name ? this.#slice(name) : ""), bindArguments(groups), words, writes);
  }

  // A call is read with the text of its whole expression, because its object says what it acts on.
  #readCall(name: Node): Command {
    const whole = findWhole(name);
    const call = whole.descendantsOfType("argument_list").length > 0 ? undefined : whole.parent?.parent?.nextSibling;
    const parts = call?.type === "argument_list" ? [whole, call] : [whole];
    const words = parts.flatMap((part) => this.#listTexts(part));
    const text = this.#text.slice(whole.startIndex, parts.at(-1)?.endIndex);
    return {
      ...this.#make(whole, `.${this.#slice(name)}`, [{ parameter: undefined, values: words }], words, []),
      text,
    };
  }

  // Elements that touch are one argument, and so are elements with a comma between them.
  #groupElements(elements: Node): Group[] {
    const groups: Group[] = [];
    let previous: Node | undefined;
    for (const node of elements.children) {
      if (/^(command_argument_sep|redirection)$/.test(node.type) || /^\d?>/.test(node.text)) continue;
      const gap = previous ? this.#text.slice(previous.endIndex, node.startIndex) : " ";
      const group = groups.at(-1);
      if (group && gap.includes(",")) group.values.push(...this.#readValues(node));
      else if (group && gap === "" && group.values.length > 0)
        group.values.push(`${group.values.pop()}${this.#readValues(node).join(",")}`);
      else groups.push({ isParameter: node.type === "command_parameter", values: this.#readValues(node) });
      if (group && gap.trim() === ":" && groups.at(-1) !== group) group.isAttached = true;
      previous = node;
    }
    return groups;
  }

  #readValues(node: Node): string[] {
    const items = node.type === "array_literal_expression" ? node.namedChildren : [];
    return (items.length > 1 ? items : [node]).flatMap((item) => (item ? [unquote(this.#slice(item))] : []));
  }

  // Climbs from a command to the parts of the text whose results it gets.
  #collectInputs(node: Node, seen: Set<number>): Node[] {
    const inputs: Node[] = [];
    for (let inner = node; inner.parent; inner = inner.parent) {
      const { parent } = inner;
      const earlier = parent.children.filter((sibling) => sibling.endIndex <= inner.startIndex);
      if (/^(pipeline_chain|foreach_statement|command_elements)$/.test(parent.type)) inputs.push(...earlier);
    }
    // A value in parentheses reaches the command too, but a script block only runs inside it.
    const isNested = (part: Node) => node.type === "command" && findCommand(part)?.id === node.id;
    inputs.push(...node.descendantsOfType("parenthesized_expression").filter(isNested));
    const used = [node, ...inputs].flatMap((part) => part.descendantsOfType("variable"));
    const names = used.map((variable) => nameVariable(variable).toLowerCase());
    for (const assignment of this.#root.descendantsOfType("assignment_expression")) {
      const [target] = assignment.descendantsOfType("variable");
      const value = assignment.childForFieldName("value");
      if (!target || !value || seen.has(value.id) || !names.includes(nameVariable(target).toLowerCase())) continue;
      seen.add(value.id);
      inputs.push(value, ...this.#collectInputs(value, seen));
    }
    return inputs;
  }

  #listNested(nodes: readonly Node[]): Set<Command> {
    const nested = nodes.flatMap((node) => node.descendantsOfType("command"));
    return new Set(nested.flatMap(({ id }) => this.#byNode.get(id) ?? []));
  }

  #listTexts(node: Node): string[] {
    const kinds = ["generic_token", "string_literal", "integer_literal", "variable", "type_literal"];
    return node
      .descendantsOfType(kinds)
      .filter((part) => part.parent?.type !== "expandable_string_literal")
      .map((part) => unquote(this.#slice(part)));
  }
}

/** The expression that a method is called on, with the call. */
function findWhole(name: Node): Node {
  let whole = name;
  while (whole.parent && /^(member_access|invokation_expression)$/.test(whole.parent.type)) whole = whole.parent;
  return whole;
}

function findCommand(node: Node): Node | undefined {
  for (let { parent } = node; parent; parent = parent.parent) if (parent.type === "command") return parent;
  return undefined;
}

type Group = { isParameter: boolean; isAttached?: true; values: string[] };

// Switches take no value, so what follows them is an argument of its own.
const switches =
  /^-(fo(?:rce?)?|force|r(?:e(?:c(?:u(?:r(?:se?)?)?)?)?)?|passthru|whatif|confirm|verbose|wait|raw|autosize|wrap|descending|unique|quiet)$/i;

function bindArguments(groups: readonly Group[]): Argument[] {
  const bound: Argument[] = [];
  for (const [index, { isParameter, values }] of groups.entries()) {
    const before = groups[index - 1];
    const takes = before?.isParameter && (before.isAttached || !switches.test(before.values[0] ?? ""));
    if (isParameter) bound.push({ parameter: values[0]?.replace(/^-+/, ""), values: [] });
    else if (takes) bound.at(-1)?.values.push(...values);
    else bound.push({ parameter: undefined, values: [...values] });
  }
  return bound;
}

/** The text without its quotation marks and escapes. Variables in it stay as they are written. */
function unquote(text: string): string {
  if (/^'[\s\S]*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  const inner = /^"[\s\S]*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
  return inner.replace(/`(?=[^a-z0-9\r\n])/gi, "");
}
