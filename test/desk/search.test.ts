/** How technicians find the ticket of a caller. */
import { expect, test } from "vitest";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { spellReference } from "../../src/desk/queue.ts";
import { openDesk } from "../support/desk.ts";
import { ada, handedOver } from "./handedOver.ts";

test("a caller's own ticket comes before tickets that only mention the words", async () => {
  const { person, kim, reference } = await handedOver(ada);
  await person("bob", "two").says("0x904 0x7, Ada has it too, she says srv-fin-02", "technician", "yes, I'm Bob");
  for (const words of ["ada", "srv-fin-02", reference.toLowerCase()])
    expect((await kim.rows({ words }))[0]?.reference).toBe(reference);
});

test("a caller is found by a near spelling of the name, after those whose name is exactly that", async () => {
  const { person, technician } = await openDesk({ treeFile: embeddedTree, isNamed: false });
  const kim = technician("Kim");
  const names = ["Zoë Müller", "Ann Schmidt", "Jo Schmitt"];
  for (const name of names) await person(name, name).says("0x904 0x7", "technician", `yes, I'm ${name}`);
  const find = async (words: string) => (await kim.rows({ words })).map((row) => row.person);
  expect(await find("zoe muller")).toEqual(["Zoë Müller"]);
  expect(await find("Mueller")).toEqual(["Zoë Müller"]);
  expect(await find("shcmidt")).toEqual(["Ann Schmidt"]);
  expect(await find("schmidt")).toEqual(["Ann Schmidt", "Jo Schmitt"]);
  // Too short for a near spelling.
  expect(await find("anm")).toEqual([]);
  expect(await find("schmaltz")).toEqual([]);
});

test("a reference is found as it is heard on the phone", async () => {
  const { kim, store } = await handedOver(ada);
  expect(spellReference("WOBG k1wh")).toBe("rc-w0bg-k1wh");
  expect(spellReference("mark lang jr")).toBeUndefined();
  const [stored] = await store.tickets.list();
  expect((await kim.rows({ words: stored?.reference.replace("-", " ") ?? "" })).length).toBe(1);
});
