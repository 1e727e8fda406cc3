/** Reports are read line by line: what is there counts, what is damaged is named, and nothing is claimed without its line. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReportFault } from "../../../knowledge/reading/findReports.ts";
import { type ReadReport, readReports } from "../../../knowledge/reading/readReports.ts";
import { understand } from "../../../knowledge/reading/understand.ts";
import { loadCodes } from "../../../knowledge/tree/codes.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { fits, isCondition } from "../../../knowledge/tree/reportCondition.ts";
import { loadObservations } from "../../../knowledge/worlds/observations.ts";
import { printReport } from "../../../knowledge/worlds/printReport.ts";
import { walkers } from "../../../knowledge/worlds/walker.ts";
import { loadWorlds } from "../../../knowledge/worlds/world.ts";

const tree = loadTree();
const codes = loadCodes();
const table = loadObservations();

const server = `Reconnect report 1 server
made: 2026-11-29T08:00:00Z
host: SRV01
admin: yes
way-in: screen
build: 20348.2402
cert-bound: none
cert-date: expired
cert-key: present
events: 36870x3@2026-11-29T07:59:58Z 1058x1@2026-11-29T07:50:00Z
End of report: 9 lines`;

const read = (text: string): ReadReport[] => readReports(tree, text);
const only = (text: string): ReadReport => {
  const [report, ...more] = read(text);
  if (!report || more.length > 0) throw new Error(`${more.length + (report ? 1 : 0)} reports were found`);
  return report;
};
const facts = ({ facts }: ReadReport) => facts.map(({ fact, answer }) => `${fact}=${answer}`).sort();
const faults = ({ faults }: ReadReport) => faults.map(({ kind, what }) => `${kind}: ${what}`);

describe("a whole report", () => {
  test("gives the facts of its lines, each with the line and the reason", () => {
    const report = only(server);
    expect(faults(report)).toEqual([]);
    expect(facts(report)).toEqual([
      "admin-there=yes",
      "another-way-in=yes",
      "binding=not-set",
      "certificate=expired",
      "remote-kind=windows",
      "server-log=key-unreadable",
      "server-log=not-replaced",
    ]);
    expect(report).toMatchObject({ made: "2026-11-29T08:00:00Z", host: "SRV01" });
    expect(report.facts.find(({ fact }) => fact === "certificate")).toEqual({
      fact: "certificate",
      answer: "expired",
      from: "cert-date: expired",
      because: "The certificate in use is past its last day.",
    });
  });

  test("is found among other words", () => {
    const report = only(
      `Hi, here it is:\n\nPS C:\\Users\\anna> & { ... }\n${server}\nPS C:\\Users\\anna>\n\nBest, Anna`,
    );
    expect(facts(report)).toEqual(facts(only(server)));
    expect(faults(report)).toEqual([]);
  });

  const disguises: [string, (text: string) => string][] = [
    ["quoted by a mail program", (text) => text.replace(/^/gm, "> ")],
    ["quoted twice", (text) => text.replace(/^/gm, ">> ")],
    ["indented with tabs", (text) => text.replace(/^/gm, "\t").replaceAll(": ", ":\t")],
    ["with the line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
    ["with empty lines between", (text) => text.replaceAll("\n", "\n\n")],
    ["on one line", (text) => text.replaceAll("\n", " ")],
    ["with typographic dashes and colons", (text) => text.replaceAll("-", "\u2013").replaceAll(":", "\uff1a")],
    ["with capitals at the start of lines", (text) => text.replace(/^\w/gm, (letter) => letter.toUpperCase())],
    ["as a list", (text) => text.replace(/^/gm, "- ")],
    ["wrapped by a console of 80 columns", (text) => text.replace(/.{80}(?=.)/g, "$&\n")],
    ["wrapped by a mail program", (text) => text.replace(/(.{50,72}) /g, "$1\n")],
    ["with non-breaking spaces", (text) => text.replaceAll(" ", "\u00a0")],
  ];
  test.each(disguises)("is read %s", (_, disguise) => {
    const report = only(disguise(server));
    expect(facts(report)).toEqual(facts(only(server)));
    expect(faults(report)).toEqual([]);
  });
});

describe("a report that is not whole", () => {
  test("counts as far as it goes, and says how many lines are missing", () => {
    const half = server.replace(/\ncert-date[\s\S]*(?=\nEnd)/, "");
    expect(faults(only(half))).toEqual(["cut-off: 6 of 9"]);
    expect(facts(only(half))).not.toContain("certificate=expired");
    expect(facts(only(half))).toContain("binding=not-set");
  });

  test("says that its end is missing", () => {
    expect(faults(only(server.split("\n").slice(0, 5).join("\n")))).toEqual(["cut-off: 4"]);
  });

  test("is recognised without its first line", () => {
    const headless = only(server.split("\n").slice(2).join("\n"));
    expect(faults(headless)).toEqual(["no-beginning: server", "cut-off: 8 of 9"]);
    expect(facts(headless)).toContain("certificate=expired");
  });

  test("names what it does not know, what is damaged, and what could not be read", () => {
    const report = only(server.replace("cert-bound: none", "cert-bound: perhaps\ncert-colour: blue\ncert-name:"));
    expect(faults(report)).toEqual(["unknown: cert-colour", "damaged: cert-bound", "empty: cert-name"]);
    expect(facts(report)).not.toContain("binding=not-set");
  });

  test("names a line that is there twice, and uses neither of two that contradict each other", () => {
    const report = only(server.replace("cert-date: expired", "cert-date: expired\ncert-date: expired\nadmin: no"));
    expect(faults(report)).toEqual(["contradicting: admin", "repeated: cert-date"]);
    expect(facts(report)).toContain("certificate=expired");
    expect(facts(report)).not.toContain("admin-there=yes");
  });

  test("a line three times is one line that contradicts itself, and no line is missing", () => {
    const report = only(server.replace("admin: yes", "admin: yes\nadmin: no\nadmin: yes"));
    expect(faults(report)).toEqual(["contradicting: admin"]);
  });

  test.each(["__proto__", "constructor", "toString"])("%s is no report and no line", (word) => {
    expect(read(`Reconnect report 1 ${word}\nhost: SRV01`)).toEqual([]);
    const [line] = word.toLowerCase().match(/^[a-z]+$/) ?? [];
    if (line) expect(faults(only(server.replace("way-in: screen", `${line}: x`)))).toContain(`unknown: ${line}`);
  });

  test.each([
    ["events", "36870x3@2026-11-29T12:00:00Z 36870x3@2026-11-29T12:00:00Z"],
    ["updates", "KB12345 ".repeat(12).trim()],
  ])("lines of %s without an end are damaged, and soon given up", (key, line) => {
    const endless = `Reconnect report 1 server\nadmin: yes\n${key}: ${`${line}\n`.repeat(4000)}`;
    expect(faults(only(endless))).toContain(`damaged: ${key}`);
  });

  test("the script itself is no report, and what it printed below it is", () => {
    const script = tree.reports.server?.scripts.at(-1)?.run ?? "";
    expect(understand({ tree, codes }, script)).toMatchObject({ codes: [], facts: [], isReportScript: true });
    const both = understand({ tree, codes }, `PS C:\\> ${script}\n${server}`);
    expect(both.facts).toEqual([]);
    expect(both.reports?.map(facts)).toEqual([facts(only(server))]);
  });

  test("a question about the first line is no report", () => {
    expect(read('what is the line "Reconnect report 1 server" for?')).toEqual([]);
  });

  test.each([
    ["marks of direction", (line: string) => `\u202a${line}\u202c`],
    ["soft hyphens", (line: string) => line.replace("-", "\u00ad-")],
    ["the zeros of UTF-16", (line: string) => [...line].join("\0")],
  ])("%s change nothing", (_, write) => {
    expect(facts(only(server.split("\n").map(write).join("\n")))).toEqual(facts(only(server)));
  });

  test("old line ends change nothing", () => {
    expect(facts(only(server.replaceAll("\n", "\r")))).toEqual(facts(only(server)));
  });

  test("an earlier report of the same kind counts for nothing, not even as words", () => {
    const earlier = server.replace("way-in: screen", "listener: not-listening");
    expect(understand({ tree, codes }, `${earlier}\n${server}`).facts).toEqual([]);
  });

  test("the later of two reports of one computer counts, and reports of both are read", () => {
    const client = "Reconnect report 1 client\nmade: 2026-11-29T08:00:00Z\nport-test: open\nEnd of report: 2 lines";
    const reports = read(`${server}\n\n${client}\n${server.replace("expired", "valid")}`);
    expect(reports.map(({ report }) => report).sort()).toEqual(["client", "server"]);
    expect(reports.flatMap(facts)).not.toContain("certificate=expired");
    expect(reports.flatMap(facts)).toContain("port-answers=yes");
  });
});

test("a message without a report gives none", () => {
  for (const text of ["made: yesterday", "host: srv01\nit fails", "End of report", "my report: 0x904", ""])
    expect(read(text)).toEqual([]);
});

describe("a condition", () => {
  test.each([
    ["26200.6899", ">= 26200", true],
    ["26100.4061", ">= 26200", false],
    ["28 of 30 Success", ">= 28", true],
    ["21 of 30 Success", "1 to 27", true],
    ["0 of 4 TimedOut", "1 to 27", false],
    ["none", "< 28", false],
    ["3390", "!= 3389", true],
    ["3389", "= 3389", true],
    ["36870x3@2026-11-29T07:59:58Z 1058x1@2026-11-29T07:50:00Z", "1058", true],
    ["36870x3@2026-11-29T07:59:58Z", "3687", false],
    ["none", "!= none", false],
    ["other-program docker", "other-program", true],
  ])("compares %s with %s", (value, condition, expected) => {
    expect(isCondition(condition)).toBe(true);
    expect(fits(value, condition)).toBe(expected);
  });
});

// What each script prints on the computers of every world, for each kind of people who can run it.
const printed = (() => {
  const { worlds } = loadWorlds("test/worlds", table, tree);
  const texts = new Map<string, string>();
  for (const world of worlds)
    for (const [id, report] of Object.entries(tree.reports))
      for (const script of report.scripts)
        for (const walker of walkers) {
          const text = printReport(tree, table, world, walker, { id, report, script });
          if (text) texts.set(text, world.name);
        }
  return [...texts.keys()];
})();

describe("what the scripts print in every world", () => {
  test("is read without a fault", () => {
    expect(printed.length).toBeGreaterThan(100);
    for (const text of printed) expect(faults(only(text)), text).toEqual([]);
  });

  test("cut off at any line, gives only facts of the lines that are left", () => {
    for (const text of printed) {
      const lines = text.split("\n");
      for (let length = 2; length < lines.length; length += 1) {
        const [report] = read(lines.slice(0, length).join("\n"));
        for (const { from } of report?.facts ?? [])
          for (const line of from.split(", ")) expect(lines.slice(0, length), from).toContain(line);
        expect(report?.faults.some(({ kind }: ReportFault) => kind === "cut-off")).toBe(true);
      }
    }
  });

  test("doubled, reordered or quoted, gives the same facts", () => {
    for (const text of printed) {
      const lines = text.split("\n");
      const expected = facts(only(text));
      expect(facts(only(`${text}\n${text}`))).toEqual(expected);
      expect(facts(only([lines[0], ...lines.slice(1, -1).reverse(), lines.at(-1)].join("\n")))).toEqual(expected);
      expect(facts(only(text.replace(/^/gm, "> ")))).toEqual(expected);
    }
  });
});

describe.each(Object.entries(tree.reports))("every line of the %s report", (id, { keys }) => {
  test.each(Object.entries(keys))("%s is read as it is printed", (key, { matches }) => {
    const printable = fc
      .stringMatching(new RegExp(`^(?:${matches.replaceAll(".{", "[!-~]{").replaceAll("\\p{L}\\p{N}", "A-Za-z0-9")})$`))
      .filter((value) => value.trim() === value && value !== "");
    fc.assert(
      fc.property(printable, (value) => {
        const report = only(`Reconnect report 1 ${id}\n${key}: ${value}\nEnd of report: 1 lines`);
        expect(faults(report)).toEqual([]);
        expect(report.lines).toEqual([expect.objectContaining({ key, value })]);
      }),
      { numRuns: 30 },
    );
  });
});

test("no text makes the reader claim a fact without its line", () => {
  const keys = Object.values(tree.reports).flatMap((report) => Object.keys(report.keys));
  const words = fc.oneof(
    fc.constantFrom(...keys).map((key) => `${key}: `),
    fc.constantFrom("yes", "no", "none", "expired", "36870", "0", "1", "3389", "26200.1", "x1@2026-11-29T07:59:58Z"),
    fc.constantFrom("\n", " ", "> ", ",", "End of report: 3 lines", "Reconnect report 1 server\n"),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
      const text = parts.join("");
      for (const report of read(text))
        for (const { from } of report.facts)
          for (let rest = from; rest !== ""; ) {
            // A value may hold ": " and ", " as well.
            const [line] = report.lines
              .filter(({ key, value }) => rest.startsWith(`${key}: ${value}`))
              .sort((one, other) => other.value.length - one.value.length);
            expect(line, rest).toBeDefined();
            const bare = text.toLowerCase().replace(/[^a-z0-9]/g, "");
            expect(bare).toContain(line?.key.replace(/[^a-z0-9]/g, ""));
            rest = rest.slice(`${line?.key}: ${line?.value}, `.length);
          }
    }),
    { numRuns: 500 },
  );
});
