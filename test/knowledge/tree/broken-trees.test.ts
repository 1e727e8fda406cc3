/** The messages for a curator's mistakes. Each test makes one edit to a small tree. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { proveTree } from "../../../knowledge/proof/check.ts";
import type { Released } from "../../../knowledge/proof/released.ts";
import { loadTree, parseTree } from "../../../knowledge/tree/load.ts";
import { readYaml } from "../../../knowledge/tree/yamlText.ts";
import { treeFiles } from "../../support/trees.ts";

const fourCauses = readFileSync(treeFiles.fourCauses, "utf8");
const remoteComputer = readFileSync(treeFiles.remoteComputer, "utf8");

/** A small tree with one edit. Replaces the first occurrence of `from`, after the text `after` if given. */
function edited(from: string, to: string, { after = "", whole = fourCauses } = {}): string {
  const begin = after ? whole.indexOf(after) : 0;
  const at = whole.indexOf(from, begin);
  if (begin < 0 || at < 0) throw new Error(`the tree no longer says: ${begin < 0 ? after : from}`);
  return whole.slice(0, at) + to + whole.slice(at + from.length);
}

/** The message of a tree that cannot be loaded. Shows the text of each line in place of its number, so that a reader sees whether it is the right one. */
function reportMistakes(text: string): string {
  try {
    parseTree(text, "tree.yaml");
  } catch (error) {
    return withLines(text, (error as Error).message);
  }
  return "nothing is wrong";
}

function withLines(text: string, message: string): string {
  const lines = text.split("\n");
  return message
    .replace(/→ line (\d+)(?:, column \d+|, .+)?/g, (_, line: string) => `→ ${lines[Number(line) - 1]?.trim()}`)
    .replace(/^tree\.yaml is not a valid knowledge file\n/, "");
}

/** The same for a tree that can be loaded but does not pass the proofs. */
function reportFaults(text: string, released: Released = {}): string {
  const tree = parseTree(text, "tree.yaml");
  const { placeOf } = readYaml(text, "tree.yaml");
  return withLines(
    text,
    proveTree(tree, released)
      .map(({ what, path }) => `✖ ${what}\n  → ${placeOf(path)}`)
      .join("\n"),
  );
}

test("a message names the file, the exact line and the path", () => {
  const text = edited("{ fix: tunnel-or-proxy }", "{ fix: tunel-or-proxy }");
  const line = text.slice(0, text.indexOf("tunel-or-proxy")).split("\n").length;
  expect(() => parseTree(text, "my-tree.yaml")).toThrow(
    new RegExp(
      `^my-tree\\.yaml is not a valid knowledge file\\n✖ "tunel-or-proxy" is not a cause \\(did you mean "tunnel-or-proxy"\\?\\)\\n  → line ${line}, walk\\[\\d+\\]\\.tunnel\\[1\\]\\.fix$`,
    ),
  );
});

test("one message lists several mistakes, each with its line", () => {
  const text = edited("{ fix: tunnel-or-proxy }", "{ fix: tunel-or-proxy }").replace(
    "- ask: who-is-hit\n",
    "- ask: who-is-hitt\n",
  );
  expect(reportMistakes(text)).toMatchInlineSnapshot(`
    "✖ "tunel-or-proxy" is not a cause (did you mean "tunnel-or-proxy"?)
      → tunnel: [{ test: connect-directly }, { fix: tunel-or-proxy }]
    ✖ "who-is-hitt" is not a fact (did you mean "who-is-hit"?)
      → - ask: who-is-hitt"
  `);
});

describe("an unknown name is reported, with the closest known one:", () => {
  test("a key", () => {
    expect(
      reportMistakes(edited("    expect: The prompt", "    expects: The prompt", { whole: remoteComputer })),
    ).toMatchInlineSnapshot(`
      "✖ "expects" is not allowed here (did you mean "expect"?)
        → expects: The prompt comes back without an error."
    `);
  });
  test("a key that resembles no known one", () => {
    expect(reportMistakes(edited("    trust: medium", "    trust: medium\n    believed: yes"))).toMatchInlineSnapshot(`
      "✖ "believed" is not allowed here; allowed are: title, url, read, trust
        → believed: yes"
    `);
  });
  test("a fact", () => {
    expect(reportMistakes(edited("  - ask: who-is-hit\n", "  - ask: who-is-hitt\n"))).toMatchInlineSnapshot(`
      "✖ "who-is-hitt" is not a fact (did you mean "who-is-hit"?)
        → - ask: who-is-hitt"
    `);
  });
  test("an answer", () => {
    expect(reportMistakes(edited("- { how-long: just-now }", "- { how-long: just-noww }"))).toMatchInlineSnapshot(`
      "✖ "just-noww" is not an answer of "how-long" (did you mean "just-now"?)
        → - { how-long: just-noww }"
    `);
  });
  test("an answer that resembles no known one", () => {
    expect(reportMistakes(edited("- { how-long: just-now }", "- { how-long: this-morning }"))).toMatchInlineSnapshot(`
      "✖ "this-morning" is not an answer of "how-long"; its answers are: just-now, longer, not-sure
        → - { how-long: this-morning }"
    `);
  });
  test("a cause that resembles no known one", () => {
    expect(reportMistakes(edited("{ fix: tunnel-or-proxy }", "{ fix: cosmic-rays }"))).toMatchInlineSnapshot(`
      "✖ "cosmic-rays" is not a cause; correct the name, or add it under "causes:"
        → tunnel: [{ test: connect-directly }, { fix: cosmic-rays }]"
    `);
  });
  test("a step", () => {
    expect(
      reportMistakes(
        edited("      - restart-termservice\n", "      - restart-termservise\n", { whole: remoteComputer }),
      ),
    ).toMatchInlineSnapshot(`
      "✖ "restart-termservise" is not a step (did you mean "restart-termservice"?)
        → - restart-termservise"
    `);
  });
  test("a look", () => {
    expect(reportMistakes(edited("  - look: server-log\n", "  - look: server-logg\n"))).toMatchInlineSnapshot(`
      "✖ "server-logg" is not a look (did you mean "server-log"?)
        → - look: server-logg"
    `);
  });
  test("a source", () => {
    expect(reportMistakes(edited("sources: [threads-digest]", "sources: [threads-digst]"))).toMatchInlineSnapshot(`
      "✖ "threads-digst" is not a source (did you mean "threads-digest"?)
        → sources: [threads-digst]"
    `);
  });
  test("a kind of person", () => {
    expect(reportMistakes(edited("who: network-admin\n", "who: netwrk-admin\n"))).toMatchInlineSnapshot(`
      "✖ "who" must be one of: user, pc-admin, server-admin, network-admin (did you mean "network-admin"?)
        → who: netwrk-admin"
    `);
  });
});

describe("a mistake about the settings of an .rdp file is reported:", () => {
  test("a tree without them is accepted", () => {
    const begin = fourCauses.indexOf("rdp-settings:\n");
    const without = fourCauses.slice(0, begin) + fourCauses.slice(fourCauses.indexOf("tests:\n", begin));
    expect(parseTree(without, "tree.yaml")["rdp-settings"]).toEqual({});
  });
  test("an unknown key", () => {
    expect(reportMistakes(edited("because: With 0,", "becuase: With 0,"))).toMatchInlineSnapshot(`
      "✖ "becuase" is not allowed here (did you mean "because"?)
        → becuase: With 0, your PC doesn't prove who you are before the connection."
    `);
  });
  test("an unknown key of a repair", () => {
    expect(reportMistakes(edited('to: "1"', 'too: "1"'))).toMatchInlineSnapshot(`
      "✖ "too" is not allowed here (did you mean "to"?)
        → repair: { from: "0", too: "1" }"
    `);
  });
  test("a type that .rdp files do not have", () => {
    expect(reportMistakes(edited("    type: i\n", "    type: n\n"))).toMatchInlineSnapshot(`
      "✖ "type" must be one of: i, s, b (did you mean "i"?)
        → type: n"
    `);
  });
  test("a number without quotes", () => {
    expect(reportMistakes(edited('to: "1"', "to: 1"))).toMatchInlineSnapshot(`
      "✖ "to" must be text, but YAML reads this value as a number; put it in quotes
        → repair: { from: "0", to: 1 }"
    `);
  });
  test("a text in place of a number", () => {
    expect(reportMistakes(edited('to: "1"', "to: one"))).toMatchInlineSnapshot(`
      "✖ "enablecredsspsupport" has the type i, so "to" must be a whole number
        → enablecredsspsupport:"
    `);
  });
  test("a repair that never ends", () => {
    expect(reportMistakes(edited('from: "0"', 'from: "[01]"'))).toMatchInlineSnapshot(`
      "✖ "repair" puts in a value that "from" matches, so a repaired file would be repaired again
        → repair: { from: "[01]", to: "1" }"
    `);
  });
  test("a setting that is repaired and removed", () => {
    const text = edited("type: b, remove: true", 'type: b, remove: true, repair: { from: "0", to: "1" }');
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ "password 51" has both "repair" and "remove"; keep one
        → password 51: { type: b, remove: true, repair: { from: "0", to: "1" }, because: Saved passwords are left out., sources: [threads-digest] }"
    `);
  });
  test("a name that is not written as in the file", () => {
    expect(reportMistakes(edited("  signscope:", "  SignScope:"))).toMatchInlineSnapshot(`
      "✖ "SignScope" is not the name of a setting: write it in lowercase, as in the file, such as full address
        → SignScope: { type: s, remove: true, because: It belongs to the signature., sources: [threads-digest] }"
    `);
  });
  test("an unknown fact", () => {
    expect(reportMistakes(edited("fact: rdp-file,", "fact: rdp-fil,"))).toMatchInlineSnapshot(`
      "✖ "rdp-fil" is not a fact (did you mean "rdp-file"?)
        → - { when: "0", fact: rdp-fil, answer: weakened }"
    `);
  });
  test("an unknown answer", () => {
    expect(reportMistakes(edited("answer: weakened }", "answer: weakend }"))).toMatchInlineSnapshot(`
      "✖ "weakend" is not an answer of "rdp-file" (did you mean "weakened"?)
        → - { when: "0", fact: rdp-file, answer: weakend }"
    `);
  });
  test("an unknown source", () => {
    const text = edited("[threads-digest]", "[threads-digst]", { after: "because: With 0," });
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ "threads-digst" is not a source (did you mean "threads-digest"?)
        → sources: [threads-digst]"
    `);
  });
  test("an unknown other setting", () => {
    expect(reportMistakes(edited("{ full address:", "{ full adress:"))).toMatchInlineSnapshot(`
      "✖ "full adress" is not an entry of rdp-settings (did you mean "full address"?)
        → - { when: "1", with: { full adress: ".+" }, fact: rdp-file, answer: normal }"
    `);
  });
  test("a password that would be given back", () => {
    expect(reportMistakes(edited("type: b, remove: true", "type: b"))).toMatchInlineSnapshot(`
      "✖ a repaired file must not hold "password 51"; add "password 51:" with remove: true
        → password 51: { type: b, because: Saved passwords are left out., sources: [threads-digest] }"
    `);
  });
});

describe("a missing part is reported:", () => {
  test("the question of a fact", () => {
    expect(reportMistakes(edited("    ask: Who gets in and who does not?\n", ""))).toMatchInlineSnapshot(`
      "✖ "ask" is missing; it must be text
        → who-is-hit:"
    `);
  });
  test("what to expect of a step", () => {
    expect(
      reportMistakes(
        edited("        expect: The tunnel says that it is connected, without an error of its own.\n", ""),
      ),
    ).toMatchInlineSnapshot(`
      "✖ "expect" is missing; it must be text
        → - id: tunnel-anew"
    `);
  });
  test("a text after its name", () => {
    expect(reportMistakes(edited("    ask: Who gets in and who does not?\n", "    ask:\n"))).toMatchInlineSnapshot(`
      "✖ "ask" is empty; it must be text
        → ask:"
    `);
  });
  test("undo and no-undo", () => {
    expect(
      reportMistakes(
        edited("    no-undo: A restart cannot be taken back. It changes no setting.\n", "", { whole: remoteComputer }),
      ),
    ).toMatchInlineSnapshot(`
      "✖ the step "restart-termservice" needs "undo" (how to put it back) or "no-undo" (why it is not put back)
        → - id: restart-termservice"
    `);
  });
  test("the warning of a risk", () => {
    const text = edited("        risk: none\n", "        risk: high\n", { after: "- id: wait-and-retry" });
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ the step "wait-and-retry" has high risk but no "warning"; write what can go wrong (people read it before the step)
        → - id: wait-and-retry"
    `);
  });
  test("the entries of a list", () => {
    expect(reportMistakes(edited("    sources: [threads-digest]", "    sources: []"))).toMatchInlineSnapshot(`
      "✖ "sources" is empty; list at least one entry
        → sources: []"
    `);
  });
  test("the entries after a condition of the walk", () => {
    expect(reportMistakes(edited("    then: [{ hand-over: outside-this-tree }]\n", ""))).toMatchInlineSnapshot(`
      "✖ "then" is missing; it must be a list of entries
        → - when: { code: other-code }"
    `);
  });
});

describe("a blank of a command is reported", () => {
  test("that is not declared, in a step that several causes share", () => {
    const text = edited("    run: Restart-Service TermService -Force", "    run: Restart-Service {service} -Force", {
      whole: remoteComputer,
    });
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ the command of "restart-termservice" has the blank {service}; declare it with "fill: [service]", or capture it with "captures: [service]" in an earlier step of cert-key-permissions, rds-broker
        → run: Restart-Service {service} -Force"
    `);
  });
  test("that is not declared, in a look", () => {
    expect(
      reportMistakes(
        edited("    who: user\n", "    run: notepad {host}.rdp\n    who: user\n", { after: "\nlooks:\n" }),
      ),
    ).toMatchInlineSnapshot(`
      "✖ the command has the blank {host}; declare it with "fill: [host]"
        → run: notepad {host}.rdp"
    `);
  });
  test("that is not described", () => {
    expect(reportMistakes(edited("        fill: [host]\n", "        fill: [host, portal]\n"))).toMatchInlineSnapshot(`
      "✖ "portal" is not a blank; correct the name, or add it under "blanks:"
        → fill: [host, portal]"
    `);
  });
  test("that an undo needs and no step captures", () => {
    expect(
      reportMistakes(edited("        captures: [old-layer]\n", "", { whole: remoteComputer })),
    ).toMatchInlineSnapshot(`
      "✖ the undo of "require-tls" needs {old-layer}, but no earlier step captures that value; add "captures: [old-layer]" to the step that reads it
        → - id: require-tls"
    `);
  });
});

describe("invalid YAML is explained:", () => {
  test("a duplicate name", () => {
    expect(reportMistakes(edited("  server-log:\n", "  rdp-file:\n", { after: "\nlooks:\n" }))).toMatchInlineSnapshot(`
      "✖ "rdp-file" appears twice in one group; rename or remove one of them
        → rdp-file:"
    `);
  });
  test("a tab", () => {
    expect(
      reportMistakes(edited("  - ask: remote-kind\n    not", "  - ask: remote-kind\n\tnot")),
    ).toMatchInlineSnapshot(`
      "✖ this line is indented with a tab; YAML allows only spaces
        → not-windows: [{ hand-over: not-windows }]"
    `);
  });
  test("a colon inside a text", () => {
    const text = edited("    title: The name leads", "    title: The name: it leads");
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ a text contains a colon followed by a space, or a line is indented too far; put the text in quotes, or correct the indentation
        → title: The name: it leads to another machine"
    `);
  });
  test("a quotation mark that is not closed", () => {
    const text = edited(
      '        label: "Others get into it, I do not"\n',
      '        label: "Others get into it, I do not\n',
    );
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ a quotation mark is never closed
        → label: "Others get into it, I do not"
    `);
  });
  test("a text that continues after a quotation mark", () => {
    expect(
      reportMistakes(edited('label: "Yes, I have another way in"', 'label: "Yes, I have" another way in')),
    ).toMatchInlineSnapshot(`
      "✖ unexpected text follows a quotation mark, bracket or star; put the whole text in quotes
        → "yes": { label: "Yes, I have" another way in }"
    `);
  });
  test.each(["@home", "%TEMP%", "`id`"])("a text that begins with %s", (begin) => {
    expect(reportMistakes(edited("title: The name", `title: ${begin} name`))).toMatch(
      /^✖ a text cannot begin with "."; put the whole text in quotes\n {2}→ title: /,
    );
  });
  test("a text that begins with a star", () => {
    expect(reportMistakes(edited("title: The name", "title: *very* old name"))).toMatchInlineSnapshot(`
      "✖ unexpected text follows a quotation mark, bracket or star; put the whole text in quotes
        → title: *very* old name leads to another machine"
    `);
  });
  test("a text between stars", () => {
    expect(
      reportMistakes(edited("title: The name leads to another machine", "title: *outdated*")),
    ).toMatchInlineSnapshot(`
      "✖ a text begins with "*"; put the whole text in quotes
        → title: *outdated*"
    `);
  });
  test("a text that begins with an exclamation mark", () => {
    expect(reportMistakes(edited("title: The name", "title: !the name"))).toMatchInlineSnapshot(`
      "✖ a text begins with "!"; put the whole text in quotes
        → title: !the name leads to another machine"
    `);
  });
  test("a line indented too little", () => {
    expect(reportMistakes(edited("    weight: 1\n", "   weight: 1\n"))).toMatchInlineSnapshot(`
      "✖ this line is not indented like the lines it belongs to, or a bracket above it is not closed
        → weight: 1"
    `);
  });
  test("a bracket that is not closed", () => {
    expect(
      reportMistakes(
        edited("sources: [rustdesk-11623, ms-cannot-connect]", "sources: [rustdesk-11623, ms-cannot-connect"),
      ),
    ).toMatchInlineSnapshot(`
      "✖ this line is not indented like the lines it belongs to, or a bracket above it is not closed
        → dns-wrong-host:"
    `);
  });
});

describe("a wrong value is reported:", () => {
  test("a number where text is expected", () => {
    expect(reportMistakes(edited("version: 1.0.0", "version: 1.0"))).toMatchInlineSnapshot(`
      "✖ "version" must be text, but YAML reads this value as a number; put it in quotes
        → version: 1.0"
    `);
  });
  test("an invalid version", () => {
    expect(reportMistakes(edited("version: 1.0.0", 'version: "1.0"'))).toMatchInlineSnapshot(`
      "✖ "version" must be a version such as 1.2.0 (found "1.0")
        → version: "1.0""
    `);
  });
  test("a word where a number is expected", () => {
    expect(reportMistakes(edited("minutes: 4\n", "minutes: four\n"))).toMatchInlineSnapshot(`
      "✖ "minutes" must be a number
        → minutes: four"
    `);
  });
  test("more minutes than allowed", () => {
    expect(reportMistakes(edited("minutes: 4\n", "minutes: 400\n"))).toMatchInlineSnapshot(`
      "✖ "minutes" must be at most 240
        → minutes: 400"
    `);
  });
  test("no minutes at all", () => {
    expect(reportMistakes(edited("minutes: 4\n", "minutes: 0\n"))).toMatchInlineSnapshot(`
      "✖ "minutes" must be more than 0
        → minutes: 0"
    `);
  });
  test("a weight below its scale", () => {
    expect(reportMistakes(edited("    weight: 4\n", "    weight: 0\n"))).toMatchInlineSnapshot(`
      "✖ "weight" must be at least 1
        → weight: 0"
    `);
  });
  test("a label that is too long for a button", () => {
    const label = "Others get into it, and I do not, which has been so since Monday";
    const text = edited("Others get into it, I do not", label);
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ "label" is too long for a button; use at most 48 characters
        → label: "Others get into it, and I do not, which has been so since Monday""
    `);
  });
  test("a weight beyond its scale", () => {
    expect(reportMistakes(edited("    weight: 4\n", "    weight: 40\n"))).toMatchInlineSnapshot(`
      "✖ "weight" must be at most 5
        → weight: 40"
    `);
  });
  test("a name where a list is expected", () => {
    expect(reportMistakes(edited("    needs: [another-way-in]", "    needs: another-way-in"))).toMatchInlineSnapshot(`
      "✖ "needs" must be a list
        → needs: another-way-in"
    `);
  });
  test("evidence without an answer", () => {
    expect(reportMistakes(edited("- { how-long: just-now }", "- how-long"))).toMatchInlineSnapshot(`
      "✖ entry 1 of "for" must be a group of named entries
        → - how-long"
    `);
  });
  test("a date in another format", () => {
    expect(reportMistakes(edited("    read: 2026-11-22", "    read: 22.11.2026"))).toMatchInlineSnapshot(`
      "✖ "read" must be a date such as 2026-11-22 (found "22.11.2026")
        → read: 22.11.2026"
    `);
  });
  test("an invalid web address", () => {
    expect(reportMistakes(edited("    url: https://learn.microsoft.com", "    url: learn.microsoft.com"))).toContain(
      '✖ "url" must be a web address such as https://learn.microsoft.com/ (found "learn.microsoft.com/',
    );
  });
  test("an invalid pattern", () => {
    expect(reportMistakes(edited("enablecredsspsupport:i:0\\b", "enablecredsspsupport:i:[0"))).toMatchInlineSnapshot(`
      "✖ entry 1 of "reads" is not a valid regular expression (found "\\benablecredsspsupport:i:[0")
        → reads: ['\\benablecredsspsupport:i:[0']"
    `);
  });
  test("a name in capital letters", () => {
    expect(reportMistakes(edited("  who-is-hit:\n    ask", "  Who-Is-Hit:\n    ask"))).toMatchInlineSnapshot(`
      "✖ "Who-Is-Hit" is not an id: use lowercase letters, digits and single hyphens, as in rd-gateway
        → Who-Is-Hit:"
    `);
  });
  test("a step that is written out twice", () => {
    expect(reportMistakes(edited("      - id: tunnel-target", "      - id: tunnel-anew"))).toMatchInlineSnapshot(`
      "✖ the step "tunnel-anew" is written out twice; write it out once and use its id elsewhere
        → - id: tunnel-anew"
    `);
  });
  test("a fix that only prepares", () => {
    const text = edited("        risk: none\n", "        risk: none\n        prepares: true\n", {
      after: "- id: wait-and-retry",
    });
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ every step here has "prepares: true"; add the step that they prepare
        → fix:"
    `);
  });
});

describe("an entry of the walk is reported", () => {
  test("that has two kinds", () => {
    expect(
      reportMistakes(edited("  - fix: host-booting\n", "  - fix: host-booting\n    ask: code\n")),
    ).toMatchInlineSnapshot(`
      "✖ this walk entry contains "ask" and "fix"; start a new entry with "- " for each
        → - fix: host-booting"
    `);
  });
  test("that has an unknown kind", () => {
    expect(reportMistakes(edited("  - fix: host-booting\n", "  - fixes: host-booting\n"))).toMatchInlineSnapshot(`
      "✖ a walk entry must contain one of: ask, look, test, when, fix, hand-over, neighbours, report, together (did you mean "fix"?)
        → - fixes: host-booting"
    `);
  });
  test("with a branch beside a fix", () => {
    const text = edited("  - fix: host-booting\n", '  - fix: host-booting\n    "yes": [{ fix: tunnel-or-proxy }]\n');
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ "yes" is not allowed beside "fix"; start a new entry for it
        → "yes": [{ fix: tunnel-or-proxy }]"
    `);
  });
  test("whose branch is not a list", () => {
    const text = edited("then: [{ hand-over: outside-this-tree }]", "then: { hand-over: outside-this-tree }");
    expect(reportMistakes(text)).toMatchInlineSnapshot(`
      "✖ this must be a list of entries; each entry begins with "- "
        → then: { hand-over: outside-this-tree }"
    `);
  });
  test('with "then" misspelt', () => {
    expect(
      reportMistakes(edited("    then: [{ hand-over: outside", "    than: [{ hand-over: outside")),
    ).toMatchInlineSnapshot(`
      "✖ "than" is not allowed beside "when"; only "say" and "then" are
        → than: [{ hand-over: outside-this-tree }]"
    `);
  });
});

describe("a file that is not a tree is refused:", () => {
  test.each([
    ["empty", "", 'the file is empty; a tree begins with "tree: its-name"'],
    ["only a comment", "# later\n", 'the file is empty; a tree begins with "tree: its-name"'],
    [
      "a letter",
      "Dear curator",
      'this is not a tree; a tree begins with "tree: its-name" and has facts, causes and a walk',
    ],
    [
      "a list",
      "- ask: code\n",
      'this is not a tree; a tree begins with "tree: its-name" and has facts, causes and a walk',
    ],
    ["a picture", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR", "this is not a tree; a tree begins with"],
  ])("%s", (_, text, message) => {
    expect(() => parseTree(text, "x.yaml")).toThrow(`x.yaml is not a valid knowledge file\n✖ ${message}`);
  });

  test("a missing file, a folder, and random bytes", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "tree-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const suggestion = "name a tree file that exists, or leave the name out to use the built-in tree";
    expect(() => loadTree(path.join(folder, "tree.yaml"))).toThrow(`✖ the file does not exist\n  → ${suggestion}`);
    expect(() => loadTree(folder)).toThrow(`✖ this is a folder, not a file\n  → ${suggestion}`);
    writeFileSync(path.join(folder, "noise.yaml"), Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x7b, 0x5b, 0x0a, 0x80]));
    expect(() => loadTree(path.join(folder, "noise.yaml"))).toThrow("noise.yaml is not a valid knowledge file\n✖ ");
  });
});

describe("a tree that loads but would fail people is reported:", () => {
  test("an entry that is never reached", () => {
    const text = edited("  - hand-over: end-of-tree\n", "  - hand-over: end-of-tree\n  - hand-over: middle-at-fault\n");
    expect(reportFaults(text)).toMatchInlineSnapshot(`
      "✖ this entry is never reached because an entry above always hands over; move this one up, or remove it
        → - hand-over: middle-at-fault"
    `);
  });
  test("a fix where a known answer rules it out", () => {
    const text = edited("    gateway: [{ test", "    straight: [{ fix: tunnel-or-proxy }]\n    gateway: [{ test");
    expect(reportFaults(text)).toMatchInlineSnapshot(`
      "✖ this fixes "tunnel-or-proxy" where goes-through: straight is already known, which rules it out; move the fix, or correct "against" of "tunnel-or-proxy"
        → straight: [{ fix: tunnel-or-proxy }]"
    `);
  });
  test("a branch that never holds", () => {
    const text = edited(
      '  - when: { direct-works: "yes" }\n    then: [{ hand',
      '  - when: { direct-works: "yes" }\n    then: [{ when: { direct-works: "no" }, then: [{ fix: host-booting }] }, { hand',
    );
    expect(reportFaults(text)).toMatchInlineSnapshot(`
      "✖ this never holds because "direct-works" already has another answer here; remove this, or move it out
        → then: [{ when: { direct-works: "no" }, then: [{ fix: host-booting }] }, { hand-over: middle-at-fault }]"
    `);
  });
  test("a cause that is never used", () => {
    expect(reportFaults(edited('        "yes": [{ fix: dns-wrong-host }]\n', ""))).toMatchInlineSnapshot(`
      "✖ "dns-wrong-host" is never used; use it in the walk or where it belongs, or remove it
        → dns-wrong-host:
      ✖ with the cause "dns-wrong-host", an administrator of everything never reaches the fix, but ends at hand-over:end-of-tree
        → dns-wrong-host:"
    `);
  });
  test("a step that is never used", () => {
    const text = edited(
      "\n  - id: restart-termservice",
      "\n  - id: forgotten\n    do: Nothing.\n    who: user\n    where: this-pc\n    minutes: 1\n    risk: none\n    expect: Nothing.\n    no-undo: Nothing.\n\n  - id: restart-termservice",
      { whole: remoteComputer },
    );
    expect(reportFaults(text)).toMatchInlineSnapshot(`
      "✖ "forgotten" is never used; use it in the walk or where it belongs, or remove it
        → - id: forgotten"
    `);
  });
  test("a walk without a hand-over at its end", () => {
    expect(
      reportFaults(edited("  - hand-over: end-of-tree\n", "")).split("\n").slice(0, 2).join("\n"),
    ).toMatchInlineSnapshot(`
      "✖ the last entry of the walk must be a hand-over, so that every case ends
        → - look: server-log"
    `);
  });
  test("an answer that rests on no page, unless it is about the bot itself", () => {
    const second = readFileSync(treeFiles.secondVersion, "utf8");
    const without = second.replace(/(\n {2}meaning:\n(?: {4}.*\n)*?) {4}sources: .*\n/, "$1");
    expect(reportMistakes(without)).toMatchInlineSnapshot(`
      "✖ "meaning" needs a page that it rests on, under "sources"; an answer about the bot itself says about-the-bot: true instead
        → meaning:"
    `);
    expect(reportMistakes(without.replace("\n  meaning:\n", "\n  meaning:\n    about-the-bot: true\n"))).toBe(
      "nothing is wrong",
    );
  });
  test("a released id that is missing", () => {
    expect(reportFaults(fourCauses, { causes: ["solar-flare"], facts: ["who-is-hit.the-cat"] })).toMatchInlineSnapshot(`
      "✖ "solar-flare" was released and is missing now; tickets refer to it, so restore it, or list it under "retired:" with the reason (you may change its text, but not its id)
        → causes:
      ✖ "who-is-hit.the-cat" was released and is missing now; tickets refer to it, so restore it, or list it under "retired:" with the reason (you may change its text, but not its id)
        → answers:"
    `);
  });
  test("a pattern that lets dangerous values into a command", () => {
    const blanks = fourCauses.slice(fourCauses.indexOf("\nblanks:\n"));
    const matches = /^ {4}matches: .*$/m.exec(blanks)?.[0] ?? "";
    expect(reportFaults(edited(matches, "    matches: .*")).split("\n").slice(0, 2).join("\n")).toMatchInlineSnapshot(`
      "✖ the pattern of "host" lets "\\"; Remove-Item C:\\\\ -Recurse" into a command; narrow it
        → matches: .*"
    `);
  });
  test("an example that does not match its own pattern", () => {
    const blanks = fourCauses.slice(fourCauses.indexOf("\nblanks:\n"));
    const example = /^ {4}example: .*$/m.exec(blanks)?.[0] ?? "";
    expect(
      reportFaults(edited(example, "    example: your computer")).split("\n").slice(0, 2).join("\n"),
    ).toMatchInlineSnapshot(`
      "✖ the example of "host" does not match its own pattern
        → example: your computer"
    `);
  });
  test("more than seven questions before a person who is not an administrator is handed over", () => {
    const text = edited(
      "  - ask: who-is-hit\n",
      "  - ask: remote-kind\n  - ask: admin-there\n  - ask: admin-network\n  - ask: another-way-in\n  - ask: who-is-hit\n",
    );
    expect(reportFaults(text)).toContain(
      '✖ with the cause "firewall-or-security-software", a person who is not an administrator is asked 8 questions; the limit is 7\n  → firewall-or-security-software:',
    );
  });
  test("a missing hand-over that every tree needs", () => {
    expect(
      reportFaults(edited("  open-change:\n", "  changed:\n", { after: "\nhand-overs:\n" })),
    ).toMatchInlineSnapshot(`
      "✖ the hand-over "open-change" is missing; every tree needs it
        → hand-overs:
      ✖ "changed" is never used; use it in the walk or where it belongs, or remove it
        → changed:"
    `);
  });
  test("a fix that an administrator never reaches", () => {
    const text = edited("  - ask: who-is-hit\n", "  - hand-over: end-of-tree\n  - ask: who-is-hit\n");
    expect(reportFaults(text)).toContain(
      '✖ with the cause "dns-wrong-host", an administrator of everything never reaches the fix, but ends at hand-over:end-of-tree\n  → dns-wrong-host:',
    );
  });
});

describe("a command is refused", () => {
  const edit = (from: string, to: string) => reportFaults(edited(from, to, { whole: remoteComputer }));
  const setTls = "/v SecurityLayer /t REG_DWORD /d 2 /f";

  test("that its window cannot run", () => {
    expect(
      edit(
        "run: Restart-Service TermService -Force\n    window: powershell-admin",
        "run: copy /y a b\n    window: powershell-admin",
      ),
    ).toMatchInlineSnapshot(`
      "✖ the step "restart-termservice": in PowerShell, "copy" means Copy-Item, which does not know "/y"; set the window to command-prompt
        → - restart-termservice"
    `);
  });
  test("that no window is named for", () => {
    expect(
      edit(
        "run: Restart-Service TermService -Force\n    window: powershell-admin\n",
        "run: Restart-Service TermService -Force\n",
      ),
    ).toMatchInlineSnapshot(`
      "✖ the step "restart-termservice" has a command but no "window"; name where it is typed
        → - restart-termservice"
    `);
  });
  test("whose window needs a right that not everybody has", () => {
    expect(
      edit(
        "    who: server-admin\n    where: remote-pc\n    needs: [another-way-in]\n    minutes: 4",
        "    who: user\n    where: remote-pc\n    minutes: 4",
      ),
    ).toMatchInlineSnapshot(`
      "✖ the look "server-log" is for everybody but needs an administrator's window; name an administrator as "who", or set the window to powershell
        → server-log:"
    `);
  });
  test("that the oldest Windows it names does not have", () => {
    expect(
      edit(
        "run: Restart-Service TermService -Force\n",
        "run: Get-NetTCPConnection -LocalPort 3389\n    works-on: windows-7\n",
      ),
    ).toMatchInlineSnapshot(`
      "✖ the step "restart-termservice": "Get-NetTCPConnection" comes with Windows 8 and Server 2012; Windows 7 and Server 2008 R2 do not have it (https://learn.microsoft.com/en-us/powershell/module/nettcpip/get-nettcpconnection)
        → - restart-termservice"
    `);
  });
  test("that PowerShell cannot read", () => {
    expect(
      edit("run: Restart-Service TermService -Force", "run: Get-Service TermService | Where-Object { $_.Status"),
    ).toMatchInlineSnapshot(`
      "✖ the step "restart-termservice": PowerShell cannot read this: "{" is never closed (line 1, column 40)
        → - restart-termservice"
    `);
  });
  test("that is forbidden", () => {
    expect(
      edit("run: Restart-Service TermService -Force", "run: Set-NetFirewallProfile -Enabled False"),
    ).toMatchInlineSnapshot(`
      "✖ the step "restart-termservice": Set-NetFirewallProfile -Enabled False is forbidden: it switches the firewall off. Allow the one rule that is needed.
        → - restart-termservice"
    `);
  });
  test("whose undo touches something else", () => {
    expect(edit(setTls, "/v MinEncryptionLevel /t REG_DWORD /d 3 /f")).toMatchInlineSnapshot(`
      "✖ the step "require-tls": the undo does not put back the registry value "hklm\\system\\currentcontrolset\\control\\terminal server\\winstations\\rdp-tcp\\minencryptionlevel", which the step changes
        → run: reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp" /v MinEncryptionLevel /t REG_DWORD /d 3 /f
      ✖ the step "require-tls": the undo changes the registry value "hklm\\system\\currentcontrolset\\control\\terminal server\\winstations\\rdp-tcp\\securitylayer", which the step does not touch
        → run: reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp" /v MinEncryptionLevel /t REG_DWORD /d 3 /f"
    `);
  });
  test("that does not use a blank which the person was asked for", () => {
    expect(
      edit(
        "    run: Restart-Service TermService -Force\n",
        "    run: Restart-Service TermService -Force\n    fill: [old-layer]\n",
      ),
    ).toMatchInlineSnapshot(`
      "✖ the step "restart-termservice" asks for {old-layer} and does not use it; remove it from "fill"
        → - restart-termservice"
    `);
  });
});
