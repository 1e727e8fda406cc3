import { expect, test } from "vitest";
import type { Event } from "../../../knowledge/case/events.ts";
import { readStanding } from "../../../knowledge/case/reducer.ts";
import { listNotAllowed, rankSuspects, restsOnLowTrust } from "../../../knowledge/case/suspects.ts";
import { loadTree } from "../../../knowledge/tree/load.ts";
import { treeFiles } from "../../support/trees.ts";
import { said } from "../proof/people.ts";

const tree = loadTree(treeFiles.fourCauses);
const ranked = (...events: Event[]) => rankSuspects(tree, readStanding(tree, events));
const label = (fact: string, answer: string) => tree.facts[fact]?.answers[answer]?.label;

test("every cause is ranked exactly once, with and without known facts", () => {
  const causes = Object.keys(tree.causes).sort();
  expect(
    ranked()
      .map(({ cause }) => cause)
      .sort(),
  ).toEqual(causes);
  expect(
    ranked(said("who-is-hit", "only-me"))
      .map(({ cause }) => cause)
      .sort(),
  ).toEqual(causes);
});

test("without known facts, common causes come first and causes with only low-trust sources last", () => {
  const all = ranked();
  expect(new Set(all.map(({ standing }) => standing))).toEqual(new Set(["possible"]));
  expect(tree.causes[all[0]?.cause ?? ""]?.weight).toBe(4);
  const lowTrust = Object.keys(tree.causes).filter((cause) => restsOnLowTrust(tree, cause));
  expect(lowTrust.length).toBeGreaterThan(0);
  expect(
    all
      .slice(-lowTrust.length)
      .map(({ cause }) => cause)
      .sort(),
  ).toEqual(lowTrust.sort());
});

test("decisive evidence puts its cause first, and the reason is the label of the answer", () => {
  const [first] = ranked(said("how-long", "just-now"));
  expect(first).toMatchObject({
    cause: "host-booting",
    standing: "likely",
    because: [label("how-long", "just-now")],
  });
});

test("a likely cause for which no page vouches says so to technicians, as does one with a word for them", () => {
  const unvouched = Object.keys(tree.causes).filter((cause) => restsOnLowTrust(tree, cause));
  expect(ranked().filter(({ note }) => note)).toEqual([]);
  const events = unvouched.flatMap((cause) =>
    Object.entries(tree.causes[cause]?.for[0] ?? {}).map(([fact, answers]) => said(fact, ...[answers].flat())),
  );
  const noted = ranked(...events).filter(({ note }) => note?.includes("confirm it before a change"));
  expect(noted.map(({ cause }) => cause).sort()).toEqual(unvouched.sort());

  const technician = "Read 1058 in the System log.";
  const [first = ""] = unvouched;
  const noteworthy = loadTree(treeFiles.fourCauses);
  Object.assign(noteworthy.causes[first] ?? {}, { technician });
  const notes = rankSuspects(noteworthy, readStanding(noteworthy, events)).map(({ note }) => note);
  expect(notes.some((note) => note?.startsWith(technician))).toBe(true);
});

test("a bare yes as a reason includes its question", () => {
  const [first] = ranked(said("address-works", "yes"));
  expect(first?.because).toEqual([`${tree.facts["address-works"]?.ask} ${label("address-works", "yes")}`]);
});

test("more evidence outweighs how common a cause is", () => {
  const likely = ranked(said("who-is-hit", "only-me"), said("address-works", "yes"));
  expect(likely.slice(0, 2).map(({ cause }) => cause)).toEqual(["dns-wrong-host", "firewall-or-security-software"]);
  expect(likely.slice(0, 2).map(({ cause }) => tree.causes[cause]?.weight)).toEqual([1, 2]);
});

test("what a person reads off a screen counts like the result of a look", () => {
  const events = [said("how-long", "just-now"), said("goes-through", "tunnel")];
  expect(ranked(...events)[0]?.cause).toBe("tunnel-or-proxy");
  const seen = loadTree(treeFiles.fourCauses);
  Object.assign(seen.facts["how-long"] ?? {}, { observed: true });
  expect(rankSuspects(seen, readStanding(seen, events))[0]?.cause).toBe("host-booting");
});

test("a cause that is ruled out comes last, with the evidence against it", () => {
  const all = ranked(said("who-is-hit", "everyone"));
  const out = all.find(({ cause }) => cause === "firewall-or-security-software");
  expect(out).toEqual({
    cause: "firewall-or-security-software",
    title: tree.causes["firewall-or-security-software"]?.title,
    standing: "ruled-out",
    because: [label("who-is-hit", "everyone")],
  });
  const standings = all.map(({ standing }) => standing);
  expect(standings.slice(standings.indexOf("ruled-out")).every((standing) => standing === "ruled-out")).toBe(true);
});

test("evidence against outweighs evidence for", () => {
  const out = ranked(said("goes-through", "tunnel"), said("direct-works", "no")).find(
    ({ cause }) => cause === "tunnel-or-proxy",
  );
  expect(out).toMatchObject({
    standing: "ruled-out",
    because: [`${tree.facts["direct-works"]?.ask} ${label("direct-works", "no")}`],
  });
});

test("a fix that did not help moves its cause behind all likely and possible ones", () => {
  const all = ranked(said("goes-through", "tunnel"), said("who-is-hit", "everyone"), {
    kind: "checked",
    of: { cause: "tunnel-or-proxy" },
    works: false,
  });
  const at = all.findIndex(({ cause }) => cause === "tunnel-or-proxy");
  expect(all[at]).toMatchObject({ standing: "tried", because: ["its fix did not help"] });
  expect(all.slice(0, at).every(({ standing }) => standing === "likely" || standing === "possible")).toBe(true);
  expect(all.slice(at + 1).every(({ standing }) => standing === "ruled-out")).toBe(true);
});

test("a fix that helped makes its cause the likeliest", () => {
  const [first] = ranked({ kind: "checked", of: { cause: "dns-wrong-host" }, works: true });
  expect(first).toMatchObject({ cause: "dns-wrong-host", standing: "likely" });
});

test('"not sure" speaks for nothing and against nothing', () => {
  expect(ranked(said("who-is-hit", "not-sure"), said("server-log", "not-sure"))).toEqual(ranked());
});

test("the technician's list contains the steps that the person may not do or has not been asked about", () => {
  const steps = (cause: string, ...events: Event[]) =>
    listNotAllowed(tree, readStanding(tree, events), cause).map(({ id }) => id);
  const all = tree.causes["dns-wrong-host"]?.fix ?? [];
  expect(steps("dns-wrong-host")).toEqual(all.slice(1));
  expect(steps("dns-wrong-host", said("admin-here", "yes"))).toEqual(all.slice(2));
  expect(steps("dns-wrong-host", said("admin-here", "yes"), said("admin-network", "yes"))).toEqual([]);
  expect(steps("dns-wrong-host", said("admin-here", "not-sure"), said("admin-network", "no"))).toEqual(all.slice(1));
});
