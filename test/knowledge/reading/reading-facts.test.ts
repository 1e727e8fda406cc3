import { expect, test } from "vitest";
import { understand } from "../../../knowledge/reading/understand.ts";
import { loadCodes } from "../../../knowledge/tree/codes.ts";
import { treeSchema } from "../../../knowledge/tree/tree.ts";
import { read } from "./said.ts";

const tree = {
  facts: treeSchema.shape.facts.parse({
    "who-is-hit": {
      ask: "Who?",
      why: "To know.",
      answers: {
        "only-me": { label: "Me", says: ["only me", "works for ... colleagues/others"] },
        everyone: { label: "All", says: ["not only me", "nobody can connect"] },
      },
    },
    between: {
      ask: "What is between?",
      why: "To know.",
      many: true,
      answers: {
        vpn: { label: "VPN", says: ["over/via ... vpn", "the vpn"] },
        proxy: { label: "Proxy", says: ["proxy", "~proxy server for mail"], reads: ["^proxy=on$"] },
        nothing: { label: "Nothing", alone: true, says: ["straight line"] },
      },
    },
  }),
};
const codes = loadCodes();
const known = (text: string) => understand({ tree, codes }, text).facts.map(({ answer }) => answer);

test.each([
  ["It works for all my colleagues", ["only-me"]],
  ["not only me", ["everyone"]],
  ["it isn't only me", ["everyone"]],
  ["everybody but not me", []],
  ["only me. Nobody can connect!", []],
  ["I can't connect over the VPN", ["vpn"]],
  ["I don't use the vpn", []],
  ["we have no proxy", []],
  ["we have no vpn or proxy", []],
  ["no luck so far over the vpn", ["vpn"]],
  ["without the vpn", []],
  ["Could it be the proxy?", []],
  ["maybe it's the proxy, or the vpn", []],
  ["I wonder if the proxy is to blame", []],
  ["Do I need the vpn?", []],
  ["I think it is the proxy", ["proxy"]],
  ["An article says the proxy is at fault", []],
  ["I read that a proxy can do that", []],
  ["I used to connect over the vpn", []],
  ["we no longer use the proxy", []],
  ["it no longer connects over the vpn", ["vpn"]],
  ["proxy: no", []],
  ["the proxy is not the cause", []],
  ["the proxy is off", []],
  ["We have a proxy, is that the reason?", ["proxy"]],
  ["a straight line", ["nothing"]],
  ["a straight line, and a proxy", []],
  ["over our company\nvpn", ["vpn"]],
  ["proxy=on", ["proxy"]],
  ["the proxy server is in between", ["proxy"]],
  ["we have a proxy server for mail", []],
  ["we want to install a proxy", []],
  ["we want to go over the vpn", ["vpn"]],
  ["they told me to look for a proxy", []],
  ["", []],
  ["🙂", []],
])("%j is understood as %j", (text, answers) => {
  expect(known(text)).toEqual(answers);
});

test("a phrase does not match across two sentences", () => {
  expect(known("I went over. The vpn of somebody else")).toEqual(["vpn"]);
  expect(understand({ tree, codes }, "It is over. Our vpn").facts).toEqual([]);
});

test("the answer not-sure is never read from free text", () => {
  expect(read("not sure, I am not sure at all about the vpn").facts).toEqual([]);
});
