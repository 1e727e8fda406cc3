/** What tools print is read for what it decides, on Windows in nine languages. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { read } from "./said.ts";
import { loadSamples } from "./toolOutputs.ts";

const samples = loadSamples();

test.each(samples)("$tool, $language, $title", ({ paste, facts }) => {
  expect(read(paste).facts).toEqual(facts);
});

const looks: Record<string, { run?: string }> = parse(
  readFileSync(new URL("../../../knowledge/rdp-0x904.yaml", import.meta.url), "utf8"),
).looks;
const commands = Object.entries(looks).flatMap(([look, { run }]) => (run ? [{ look, run }] : []));

test.each(commands)("the command of the look $look is not its output, however it is pasted", ({ run }) => {
  const asTyped = `PS C:\\Windows\\system32> ${run.replaceAll("\n", "\n>> ")}\n>> `;
  for (const paste of [run, asTyped, run.replaceAll("\n", " ")])
    for (const columns of [0, 80, 120]) {
      expect(read(wrap(paste, columns)).facts).toEqual([]);
      expect(read(quoteMail(wrap(paste, columns))).facts).toEqual([]);
    }
});

test.each([
  "I connect over the VPN; then it asks for the password; then it breaks off",
  "Over the VPN it costs us $50 a day; please help",
  "over the VPN to \\\\srv01\\c$ = works, remote desktop does not",
])("a sentence is not a script: %s", (message) => {
  expect(read(message).facts).toContain("goes-through: vpn");
});

// Around a paste stand prompts, greetings and empty lines; mail programs quote it, consoles break its lines, and editors
// change its tabs, quotation marks and line ends.
const noise = fc.array(
  fc.constantFrom(
    "",
    "PS C:\\Users\\jdoe> ",
    "C:\\>",
    "Hello,",
    "here is what it printed:",
    "Thanks",
    "```",
    "Von meinem iPhone gesendet",
  ),
  { maxLength: 3 },
);
const printed = samples.filter(({ tool, paste }) => tool !== "errors" && !/[`“”]/.test(paste));

test("what surrounds a paste, and how it was copied, does not change what is read", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...printed),
      noise,
      noise,
      fc.constantFrom(0, 80, 120),
      fc.constantFrom("", "> ", ">> "),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.boolean(),
      ({ paste, facts }, before, after, columns, mark, end, hasTabs, isTyped) => {
        let text = wrap(paste, columns);
        if (hasTabs && columns === 0) text = text.replace(/ {8}/g, "\t");
        if (isTyped) text = text.replaceAll("'", "’");
        const lines = [...before, "", ...text.split("\n"), ...after];
        expect(read(lines.map((line) => mark + line).join(end)).facts).toEqual(facts);
      },
    ),
    { numRuns: 1000 },
  );
});

/** Breaks lines as a console of that width does. */
function wrap(text: string, columns: number): string {
  if (columns === 0) return text;
  return text.replace(new RegExp(`[^\\n]{${columns}}(?!\\n|$)`, "gu"), "$&\n");
}

function quoteMail(text: string): string {
  return text.replace(/^/gm, "> ");
}
