/** Types the walk of a tree file, and reports entries that are not understood. */
import * as z from "zod";
import type { Branch, WalkNode } from "./walkNode.ts";
import { didYouMean, type Mistake } from "./wrongKnowledge.ts";

const nodeKinds = ["ask", "look", "test", "when", "fix", "hand-over", "neighbours", "report", "together"] as const;
const whenSchema = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]));

/** Adds the mistakes it finds to `mistakes`. */
export function readWalk(nodes: unknown, path: (string | number)[], mistakes: Mistake[]): WalkNode[] {
  if (!Array.isArray(nodes)) {
    mistakes.push({ what: 'this must be a list of entries; each entry begins with "- "', path });
    return [];
  }
  return nodes.flatMap((node, at) => readNode(node, [...path, at], mistakes));
}

function readNode(node: unknown, path: (string | number)[], mistakes: Mistake[]): WalkNode[] {
  if (node === null || typeof node !== "object" || Array.isArray(node)) {
    mistakes.push({ what: `a walk entry must contain one of: ${nodeKinds.join(", ")}`, path });
    return [];
  }
  const entry = node as Record<string, unknown>;
  const kinds = nodeKinds.filter((kind) => kind in entry);
  const [kind] = kinds;
  if (!kind || kinds.length > 1) {
    const close = Object.keys(entry)
      .map((key) => didYouMean(key, nodeKinds))
      .find(Boolean);
    mistakes.push({
      what: kind
        ? `this walk entry contains ${kinds.map((name) => `"${name}"`).join(" and ")}; start a new entry with "- " for each`
        : `a walk entry must contain one of: ${nodeKinds.join(", ")}${close ?? ""}`,
      path,
    });
    return [];
  }
  const rest = Object.entries(entry).filter(([key]) => key !== kind);
  if (kind === "when") return readWhen(entry, path, mistakes);
  if (kind === "together") return readTogether(entry, path, mistakes);
  const target = entry[kind];
  if (typeof target !== "string") {
    mistakes.push({ what: `"${kind}" must name one id`, path: [...path, kind] });
    return [];
  }
  if (kind === "neighbours") return [target === "code" ? { kind } : { kind, id: target }];
  if (kind === "fix" || kind === "hand-over" || kind === "report") {
    for (const [key] of rest)
      mistakes.push({
        what: `"${key}" is not allowed beside "${kind}"; start a new entry for it`,
        path: [...path, key],
      });
    if (kind === "report") return [{ kind, report: target }];
    return [kind === "fix" ? { kind, cause: target } : { kind, to: target }];
  }
  const branches: Branch[] = rest.map(([answer, then]) => ({
    answer,
    then: readWalk(then, [...path, answer], mistakes),
  }));
  if (kind === "ask") return [{ kind, fact: target, branches }];
  return [kind === "look" ? { kind, look: target, branches } : { kind, test: target, branches }];
}

function readTogether(entry: Record<string, unknown>, path: (string | number)[], mistakes: Mistake[]): WalkNode[] {
  const facts = z.array(z.string()).min(2).safeParse(entry.together);
  for (const key of Object.keys(entry).filter((key) => key !== "together"))
    mistakes.push({
      what: `"${key}" is not allowed beside "together"; start a new entry for it`,
      path: [...path, key],
    });
  if (facts.success) return [{ kind: "together", facts: facts.data }];
  mistakes.push({ what: '"together" must list at least two facts', path: [...path, "together"] });
  return [];
}

function readWhen(entry: Record<string, unknown>, path: (string | number)[], mistakes: Mistake[]): WalkNode[] {
  const when = whenSchema.safeParse(entry.when);
  const others = Object.keys(entry).filter((key) => key !== "when" && key !== "then" && key !== "say");
  for (const key of others)
    mistakes.push({ what: `"${key}" is not allowed beside "when"; only "say" and "then" are`, path: [...path, key] });
  if (!when.success || Object.keys(when.data).length === 0) {
    mistakes.push({
      what: '"when" must name facts with their answers, as in { server-log: key-unreadable }',
      path: [...path, "when"],
    });
    return [];
  }
  if (!("then" in entry)) {
    if (others.length === 0) mistakes.push({ what: '"then" is missing; it must be a list of entries', path });
    return [];
  }
  const conditions = Object.entries(when.data).map(([fact, answers]) => [fact, [answers].flat()] as const);
  const then = readWalk(entry.then, [...path, "then"], mistakes);
  return [
    {
      kind: "when",
      when: Object.fromEntries(conditions),
      ...(typeof entry.say === "string" && { say: entry.say }),
      then,
    },
  ];
}
