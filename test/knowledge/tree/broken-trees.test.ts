/** What a curator is told about a slip of the pen. The texts are those of the small trees, with one edit each. */
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

/** A small tree with one place changed; the first of several alike. */
function edited(from: string, to: string, { after = "", whole = fourCauses } = {}): string {
  const begin = after ? whole.indexOf(after) : 0;
  const at = whole.indexOf(from, begin);
  if (begin < 0 || at < 0) throw new Error(`the tree no longer says: ${begin < 0 ? after : from}`);
  return whole.slice(0, at) + to + whole.slice(at + from.length);
}

/** What is said, with the line itself in place of its number, so that it can be seen whether it is the right one. */
function told(text: string): string {
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
    .replace(/→ line (\d+)(?:, column \d+|, \S+)?/g, (_, line: string) => `→ ${lines[Number(line) - 1]?.trim()}`)
    .replace(/^tree\.yaml is not a valid knowledge file\n/, "");
}

/** The same for a tree that can be read and must not be used. */
function unproved(text: string, released: Released = {}): string {
  const tree = parseTree(text, "tree.yaml");
  const { placeOf } = readYaml(text, "tree.yaml");
  return withLines(
    text,
    proveTree(tree, released)
      .map(({ what, path }) => `✖ ${what}\n  → ${placeOf(path)}`)
      .join("\n"),
  );
}

test("the file is named, and line and path are exact", () => {
  const text = edited("{ fix: tunnel-or-proxy }", "{ fix: tunel-or-proxy }");
  const line = text.slice(0, text.indexOf("tunel-or-proxy")).split("\n").length;
  expect(() => parseTree(text, "my-tree.yaml")).toThrow(
    new RegExp(
      `^my-tree\\.yaml is not a valid knowledge file\\n✖ "tunel-or-proxy" is not a cause \\(did you mean "tunnel-or-proxy"\\?\\)\\n  → line ${line}, walk\\[\\d+\\]\\.tunnel\\[1\\]\\.fix$`,
    ),
  );
});

test("several mistakes are told at once, each with its line", () => {
  const text = edited("{ fix: tunnel-or-proxy }", "{ fix: tunel-or-proxy }").replace(
    "- ask: who-is-hit\n",
    "- ask: who-is-hitt\n",
  );
  expect(told(text)).toMatchInlineSnapshot(`
    "✖ "tunel-or-proxy" is not a cause (did you mean "tunnel-or-proxy"?)
      → tunnel: [{ test: connect-directly }, { fix: tunel-or-proxy }]
    ✖ "who-is-hitt" is not a fact (did you mean "who-is-hit"?)
      → - ask: who-is-hitt"
  `);
});

describe("a name that is not there", () => {
  test("a word of the file", () => {
    expect(
      told(edited("    expect: The prompt", "    expects: The prompt", { whole: remoteComputer })),
    ).toMatchInlineSnapshot(`
      "✖ "expects" is not a word of this place (did you mean "expect"?)
        → expects: The prompt comes back without an error."
    `);
  });
  test("a word of the file that resembles none", () => {
    expect(told(edited("    trust: medium", "    trust: medium\n    believed: yes"))).toMatchInlineSnapshot(`
      "✖ "believed" is not a word of this place; its words are: title, url, read, trust
        → believed: yes"
    `);
  });
  test("a fact", () => {
    expect(told(edited("  - ask: who-is-hit\n", "  - ask: who-is-hitt\n"))).toMatchInlineSnapshot(`
      "✖ "who-is-hitt" is not a fact (did you mean "who-is-hit"?)
        → - ask: who-is-hitt"
    `);
  });
  test("an answer", () => {
    expect(told(edited("- { how-long: just-now }", "- { how-long: just-noww }"))).toMatchInlineSnapshot(`
      "✖ "just-noww" is not an answer of "how-long" (did you mean "just-now"?)
        → - { how-long: just-noww }"
    `);
  });
  test("an answer that resembles none", () => {
    expect(told(edited("- { how-long: just-now }", "- { how-long: this-morning }"))).toMatchInlineSnapshot(`
      "✖ "this-morning" is not an answer of "how-long"; its answers are: just-now, longer, not-sure
        → - { how-long: this-morning }"
    `);
  });
  test("a cause that resembles none", () => {
    expect(told(edited("{ fix: tunnel-or-proxy }", "{ fix: cosmic-rays }"))).toMatchInlineSnapshot(`
      "✖ "cosmic-rays" is not a cause; correct the name, or write it out under "causes:"
        → tunnel: [{ test: connect-directly }, { fix: cosmic-rays }]"
    `);
  });
  test("a step", () => {
    expect(
      told(edited("      - restart-termservice\n", "      - restart-termservise\n", { whole: remoteComputer })),
    ).toMatchInlineSnapshot(`
      "✖ "restart-termservise" is not a step (did you mean "restart-termservice"?)
        → - restart-termservise"
    `);
  });
  test("a look", () => {
    expect(told(edited("  - look: server-log\n", "  - look: server-logg\n"))).toMatchInlineSnapshot(`
      "✖ "server-logg" is not a look (did you mean "server-log"?)
        → - look: server-logg"
    `);
  });
  test("a source", () => {
    expect(told(edited("sources: [threads-digest]", "sources: [threads-digst]"))).toMatchInlineSnapshot(`
      "✖ "threads-digst" is not a source (did you mean "threads-digest"?)
        → sources: [threads-digst]"
    `);
  });
  test("a kind of person", () => {
    expect(told(edited("who: network-admin\n", "who: netwrk-admin\n"))).toMatchInlineSnapshot(`
      "✖ "who" must be one of: user, pc-admin, server-admin, network-admin (did you mean "network-admin"?)
        → who: netwrk-admin"
    `);
  });
});

describe("something that is not there", () => {
  test("the question of a fact", () => {
    expect(told(edited("    ask: Who gets in and who does not?\n", ""))).toMatchInlineSnapshot(`
      "✖ "ask" is missing; it must be text
        → who-is-hit:"
    `);
  });
  test("what to expect of a step", () => {
    expect(
      told(edited("        expect: The tunnel says that it is connected, without an error of its own.\n", "")),
    ).toMatchInlineSnapshot(`
      "✖ "expect" is missing; it must be text
        → - id: tunnel-anew"
    `);
  });
  test("a text after its name", () => {
    expect(told(edited("    ask: Who gets in and who does not?\n", "    ask:\n"))).toMatchInlineSnapshot(`
      "✖ "ask" is empty; it must be text
        → ask:"
    `);
  });
  test("undo and no-undo", () => {
    expect(
      told(
        edited("    no-undo: A restart cannot be taken back. It changes no setting.\n", "", { whole: remoteComputer }),
      ),
    ).toMatchInlineSnapshot(`
      "✖ the step "restart-termservice" says neither how to undo it ("undo") nor why there is no undo ("no-undo")
        → - id: restart-termservice"
    `);
  });
  test("the warning of a risk", () => {
    const text = edited("        risk: none\n", "        risk: high\n", { after: "- id: wait-and-retry" });
    expect(told(text)).toMatchInlineSnapshot(`
      "✖ the step "wait-and-retry" has high risk and no "warning"; say what can go wrong, it is shown before the step
        → - id: wait-and-retry"
    `);
  });
  test("anything in a list", () => {
    expect(told(edited("    sources: [threads-digest]", "    sources: []"))).toMatchInlineSnapshot(`
      "✖ "sources" is empty; it must name at least one
        → sources: []"
    `);
  });
  test("what follows a condition of the walk", () => {
    expect(told(edited("    then: [{ hand-over: outside-this-tree }]\n", ""))).toMatchInlineSnapshot(`
      "✖ "then" is missing; it must be a list of entries
        → - when: { code: other-code }"
    `);
  });
});

describe("a blank of a command", () => {
  test("that nobody is asked for, in a step that several causes share", () => {
    const text = edited("    run: Restart-Service TermService -Force", "    run: Restart-Service {service} -Force", {
      whole: remoteComputer,
    });
    expect(told(text)).toMatchInlineSnapshot(`
      "✖ the command of "restart-termservice" has the blank {service}; declare it with "fill: [service]", or read it off with "captures: [service]" in an earlier step of cert-key-permissions, rds-broker
        → run: Restart-Service {service} -Force"
    `);
  });
  test("of a look", () => {
    expect(
      told(edited("    who: user\n", "    run: notepad {host}.rdp\n    who: user\n", { after: "\nlooks:\n" })),
    ).toMatchInlineSnapshot(`
      "✖ the command has the blank {host}; declare it with "fill: [host]"
        → run: notepad {host}.rdp"
    `);
  });
  test("that is not described", () => {
    expect(told(edited("        fill: [host]\n", "        fill: [host, portal]\n"))).toMatchInlineSnapshot(`
      "✖ "portal" is not a blank; correct the name, or write it out under "blanks:"
        → fill: [host, portal]"
    `);
  });
  test("that an undo needs and nothing reads off", () => {
    expect(told(edited("        captures: [old-layer]\n", "", { whole: remoteComputer }))).toMatchInlineSnapshot(`
      "✖ the undo of "require-tls" needs {old-layer}, an old value that no earlier step reads off; name it there in "captures: [old-layer]"
        → - id: require-tls"
    `);
  });
});

describe("what YAML itself stumbles over", () => {
  test("a name that stands twice", () => {
    expect(told(edited("  server-log:\n", "  rdp-file:\n", { after: "\nlooks:\n" }))).toMatchInlineSnapshot(`
      "✖ "rdp-file" stands twice in one group; rename or remove one of them
        → rdp-file:"
    `);
  });
  test("a tab", () => {
    expect(told(edited("  - ask: remote-kind\n    not", "  - ask: remote-kind\n\tnot"))).toMatchInlineSnapshot(`
      "✖ a tab is used to indent; YAML takes only spaces
        → not-windows: [{ hand-over: not-windows }]"
    `);
  });
  test("a colon inside a text", () => {
    const text = edited("    title: The name leads", "    title: The name: it leads");
    expect(told(text)).toMatchInlineSnapshot(`
      "✖ a colon followed by a space stands inside a text, or a line is indented too far; put the text in quotes, or mend the indentation
        → title: The name: it leads to another machine"
    `);
  });
  test("a quotation mark that is not closed", () => {
    const text = edited(
      '        label: "Others get into it, I do not"\n',
      '        label: "Others get into it, I do not\n',
    );
    expect(told(text)).toMatchInlineSnapshot(`
      "✖ a quotation mark is opened and never closed
        → label: "Others get into it, I do not"
    `);
  });
  test("a text that begins with a quotation mark and goes on behind it", () => {
    expect(
      told(edited('label: "Yes, I have another way in"', 'label: "Yes, I have" another way in')),
    ).toMatchInlineSnapshot(`
      "✖ there is something left over after a quotation mark or bracket; put the whole text in quotes
        → "yes": { label: "Yes, I have" another way in }"
    `);
  });
  test.each(["@home", "%TEMP%", "`id`"])("a text that begins with %s", (begin) => {
    expect(told(edited("title: The name", `title: ${begin} name`))).toMatch(
      /^✖ a text cannot begin with "."; put the whole text in quotes\n {2}→ title: /,
    );
  });
  test("a text that begins with a star", () => {
    expect(told(edited("title: The name", "title: *very* old name"))).toMatchInlineSnapshot(`
      "✖ there is something left over after a quotation mark or bracket; put the whole text in quotes
        → title: *very* old name leads to another machine"
    `);
  });
  test("a text between stars", () => {
    expect(told(edited("title: The name leads to another machine", "title: *outdated*"))).toMatchInlineSnapshot(`
      "✖ a text begins with "*"; put the whole text in quotes
        → title: *outdated*"
    `);
  });
  test("a text that begins with an exclamation mark", () => {
    expect(told(edited("title: The name", "title: !the name"))).toMatchInlineSnapshot(`
      "✖ a text begins with "!"; put the whole text in quotes
        → title: !the name leads to another machine"
    `);
  });
  test("a line indented too little", () => {
    expect(told(edited("    weight: 1\n", "   weight: 1\n"))).toMatchInlineSnapshot(`
      "✖ this line is indented otherwise than the lines it belongs to, or a bracket above it is not closed
        → weight: 1"
    `);
  });
  test("a bracket that is not closed", () => {
    expect(
      told(edited("sources: [rustdesk-11623, ms-cannot-connect]", "sources: [rustdesk-11623, ms-cannot-connect")),
    ).toMatchInlineSnapshot(`
      "✖ this line is indented otherwise than the lines it belongs to, or a bracket above it is not closed
        → dns-wrong-host:"
    `);
  });
});

describe("a value of the wrong kind", () => {
  test("a number where text is expected", () => {
    expect(told(edited("version: 1.0.0", "version: 1.0"))).toMatchInlineSnapshot(`
      "✖ "version" must be text, and YAML takes what stands there for a number; put it in quotes
        → version: 1.0"
    `);
  });
  test("a version that is none", () => {
    expect(told(edited("version: 1.0.0", 'version: "1.0"'))).toMatchInlineSnapshot(`
      "✖ "version" is not a version like 1.2.0; it says 1.0
        → version: "1.0""
    `);
  });
  test("a word where a number is expected", () => {
    expect(told(edited("minutes: 4\n", "minutes: four\n"))).toMatchInlineSnapshot(`
      "✖ "minutes" must be a number
        → minutes: four"
    `);
  });
  test("hours on end", () => {
    expect(told(edited("minutes: 4\n", "minutes: 400\n"))).toMatchInlineSnapshot(`
      "✖ "minutes" must be at most 240
        → minutes: 400"
    `);
  });
  test("a weight beyond its scale", () => {
    expect(told(edited("    weight: 4\n", "    weight: 40\n"))).toMatchInlineSnapshot(`
      "✖ "weight" must be at most 5
        → weight: 40"
    `);
  });
  test("one name where a list is expected", () => {
    expect(told(edited("    needs: [another-way-in]", "    needs: another-way-in"))).toMatchInlineSnapshot(`
      "✖ "needs" must be a list
        → needs: another-way-in"
    `);
  });
  test("evidence without an answer", () => {
    expect(told(edited("- { how-long: just-now }", "- how-long"))).toMatchInlineSnapshot(`
      "✖ entry 1 of "for" must be a group of named entries
        → - how-long"
    `);
  });
  test("a date as people write it", () => {
    expect(told(edited("    read: 2026-11-22", "    read: 22.11.2026"))).toMatchInlineSnapshot(`
      "✖ "read" must be a date like 2026-11-22; it says 22.11.2026
        → read: 22.11.2026"
    `);
  });
  test("an address that is none", () => {
    expect(told(edited("    url: https://learn.microsoft.com", "    url: learn.microsoft.com"))).toContain(
      '✖ "url" must be a web address, as in https://learn.microsoft.com/; it says learn.microsoft.com/',
    );
  });
  test("a pattern that cannot be read", () => {
    expect(told(edited("enablecredsspsupport:i:0\\b", "enablecredsspsupport:i:[0"))).toMatchInlineSnapshot(`
      "✖ entry 1 of "reads" is not a regular expression that can be read; it says \\benablecredsspsupport:i:[0
        → reads: ['\\benablecredsspsupport:i:[0']"
    `);
  });
  test("a name in capital letters", () => {
    expect(told(edited("  who-is-hit:\n    ask", "  Who-Is-Hit:\n    ask"))).toMatchInlineSnapshot(`
      "✖ "Who-Is-Hit" is not an id: use small letters, digits and single hyphens, as in rd-gateway
        → Who-Is-Hit:"
    `);
  });
  test("a step that is written out twice", () => {
    expect(told(edited("      - id: tunnel-target", "      - id: tunnel-anew"))).toMatchInlineSnapshot(`
      "✖ the step "tunnel-anew" is written out twice; write it once and name it by its id elsewhere
        → - id: tunnel-anew"
    `);
  });
  test("a fix that only prepares", () => {
    const text = edited("        risk: none\n", "        risk: none\n        prepares: true\n", {
      after: "- id: wait-and-retry",
    });
    expect(told(text)).toMatchInlineSnapshot(`
      "✖ every step here only prepares; nothing would be done that could help or tell
        → fix:"
    `);
  });
});

describe("an entry of the walk", () => {
  test("that says two things", () => {
    expect(told(edited("  - fix: host-booting\n", "  - fix: host-booting\n    ask: code\n"))).toMatchInlineSnapshot(`
      "✖ this entry of the walk says "ask" and "fix"; begin a new one with "- " for each
        → - fix: host-booting"
    `);
  });
  test("that says something else", () => {
    expect(told(edited("  - fix: host-booting\n", "  - fixes: host-booting\n"))).toMatchInlineSnapshot(`
      "✖ an entry of the walk must say one of: ask, look, test, when, fix, hand-over (did you mean "fix"?)
        → - fixes: host-booting"
    `);
  });
  test("with a branch beside a fix", () => {
    const text = edited("  - fix: host-booting\n", '  - fix: host-booting\n    "yes": [{ fix: tunnel-or-proxy }]\n');
    expect(told(text)).toMatchInlineSnapshot(`
      "✖ "yes" cannot stand beside "fix"; begin a new entry for it
        → "yes": [{ fix: tunnel-or-proxy }]"
    `);
  });
  test("whose branch is no list", () => {
    const text = edited("then: [{ hand-over: outside-this-tree }]", "then: { hand-over: outside-this-tree }");
    expect(told(text)).toMatchInlineSnapshot(`
      "✖ this must be a list of entries, each beginning with "- "
        → then: { hand-over: outside-this-tree }"
    `);
  });
  test("with then misspelt", () => {
    expect(told(edited("    then: [{ hand-over: outside", "    than: [{ hand-over: outside"))).toMatchInlineSnapshot(`
      "✖ "than" cannot stand beside "when"; only "then" can
        → than: [{ hand-over: outside-this-tree }]"
    `);
  });
});

describe("a file that is no tree", () => {
  test.each([
    ["empty", "", 'the file is empty; a tree begins with "tree: its-name"'],
    ["nothing but a remark", "# later\n", 'the file is empty; a tree begins with "tree: its-name"'],
    [
      "a letter",
      "Dear curator",
      'this is no tree; a tree begins with "tree: its-name" and has facts, causes and a walk',
    ],
    [
      "a list",
      "- ask: code\n",
      'this is no tree; a tree begins with "tree: its-name" and has facts, causes and a walk',
    ],
    ["a picture", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR", "this is no tree; a tree begins with"],
  ])("%s", (_, text, message) => {
    expect(() => parseTree(text, "x.yaml")).toThrow(`x.yaml is not a valid knowledge file\n✖ ${message}`);
  });

  test("a file that does not exist, and a folder", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "tree-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const wayOut = "name a tree file that exists, or none for the one that comes with Reconnect";
    expect(() => loadTree(path.join(folder, "tree.yaml"))).toThrow(`✖ there is no such file\n  → ${wayOut}`);
    expect(() => loadTree(folder)).toThrow(`✖ this is a folder\n  → ${wayOut}`);
    writeFileSync(path.join(folder, "noise.yaml"), Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x7b, 0x5b, 0x0a, 0x80]));
    expect(() => loadTree(path.join(folder, "noise.yaml"))).toThrow("noise.yaml is not a valid knowledge file\n✖ ");
  });
});

describe("a tree that can be read and leads people astray", () => {
  test("an entry that nobody ever reaches", () => {
    const text = edited("  - hand-over: end-of-tree\n", "  - hand-over: end-of-tree\n  - hand-over: middle-at-fault\n");
    expect(unproved(text)).toMatchInlineSnapshot(`
      "✖ nobody ever gets here: an entry above always hands over; move this one up, or remove it
        → - hand-over: middle-at-fault"
    `);
  });
  test("a fix where something known rules it out", () => {
    const text = edited("    gateway: [{ test", "    straight: [{ fix: tunnel-or-proxy }]\n    gateway: [{ test");
    expect(unproved(text)).toMatchInlineSnapshot(`
      "✖ this fixes "tunnel-or-proxy" where goes-through: straight is already known, which rules it out ("against"); move it, or mend what rules it out
        → straight: [{ fix: tunnel-or-proxy }]"
    `);
  });
  test("a branch that never holds", () => {
    const text = edited(
      '  - when: { direct-works: "yes" }\n    then: [{ hand',
      '  - when: { direct-works: "yes" }\n    then: [{ when: { direct-works: "no" }, then: [{ fix: host-booting }] }, { hand',
    );
    expect(unproved(text)).toMatchInlineSnapshot(`
      "✖ this never holds: "direct-works" is already known to be something else here; remove it, or move it out
        → then: [{ when: { direct-works: "no" }, then: [{ fix: host-booting }] }, { hand-over: middle-at-fault }]"
    `);
  });
  test("a cause that nothing leads to", () => {
    expect(unproved(edited('        "yes": [{ fix: dns-wrong-host }]\n', ""))).toMatchInlineSnapshot(`
      "✖ nothing leads to "dns-wrong-host"; use it in the walk or where it belongs, or remove it
        → dns-wrong-host:
      ✖ an administrator of everything whose fault is "dns-wrong-host" never comes to its fix, but to hand-over:end-of-tree
        → dns-wrong-host:"
    `);
  });
  test("a step that nothing leads to", () => {
    const text = edited(
      "\n  - id: restart-termservice",
      "\n  - id: forgotten\n    do: Nothing.\n    who: user\n    where: this-pc\n    minutes: 1\n    risk: none\n    expect: Nothing.\n    no-undo: Nothing.\n\n  - id: restart-termservice",
      { whole: remoteComputer },
    );
    expect(unproved(text)).toMatchInlineSnapshot(`
      "✖ nothing leads to "forgotten"; use it in the walk or where it belongs, or remove it
        → - id: forgotten"
    `);
  });
  test("a walk without a hand-over at its end", () => {
    expect(
      unproved(edited("  - hand-over: end-of-tree\n", "")).split("\n").slice(0, 2).join("\n"),
    ).toMatchInlineSnapshot(`
      "✖ the last entry of the walk must be a hand-over, so that nobody is left standing
        → - look: server-log"
    `);
  });
  test("an id that was released and is gone", () => {
    expect(unproved(fourCauses, { causes: ["solar-flare"], facts: ["who-is-hit.the-cat"] })).toMatchInlineSnapshot(`
      "✖ "solar-flare" was released once and is gone; tickets refer to it, so bring it back (its text may change, its id may not)
        → causes:
      ✖ "who-is-hit.the-cat" was released once and is gone; tickets refer to it, so bring it back (its text may change, its id may not)
        → answers:"
    `);
  });
  test("a pattern that lets more than a value into a command", () => {
    const blanks = fourCauses.slice(fourCauses.indexOf("\nblanks:\n"));
    const matches = /^ {4}matches: .*$/m.exec(blanks)?.[0] ?? "";
    expect(unproved(edited(matches, "    matches: .*")).split("\n").slice(0, 2).join("\n")).toMatchInlineSnapshot(`
      "✖ "host" would let "\\"; Remove-Item C:\\\\ -Recurse" into a command; narrow its pattern
        → matches: .*"
    `);
  });
  test("an example that its own pattern refuses", () => {
    const blanks = fourCauses.slice(fourCauses.indexOf("\nblanks:\n"));
    const example = /^ {4}example: .*$/m.exec(blanks)?.[0] ?? "";
    expect(
      unproved(edited(example, "    example: your computer")).split("\n").slice(0, 2).join("\n"),
    ).toMatchInlineSnapshot(`
      "✖ the example of "host" does not fit its own pattern
        → example: your computer"
    `);
  });
  test("more than five questions before somebody who is no administrator is handed over", () => {
    const text = edited("  - ask: who-is-hit\n", "  - ask: remote-kind\n  - ask: admin-there\n  - ask: who-is-hit\n");
    expect(unproved(text)).toContain(
      '✖ somebody with "firewall-or-security-software" who is no administrator is asked 6 questions; 5 is the most\n  → firewall-or-security-software:',
    );
  });
  test("a hand-over that every tree needs", () => {
    expect(unproved(edited("  open-change:\n", "  changed:\n", { after: "\nhand-overs:\n" }))).toMatchInlineSnapshot(`
      "✖ the hand-over "open-change" is missing; every tree needs it
        → hand-overs:
      ✖ nothing leads to "changed"; use it in the walk or where it belongs, or remove it
        → changed:"
    `);
  });
  test("a fix that an administrator never comes to", () => {
    const text = edited("  - ask: who-is-hit\n", "  - hand-over: end-of-tree\n  - ask: who-is-hit\n");
    expect(unproved(text)).toContain(
      '✖ an administrator of everything whose fault is "dns-wrong-host" never comes to its fix, but to hand-over:end-of-tree\n  → dns-wrong-host:',
    );
  });
});
