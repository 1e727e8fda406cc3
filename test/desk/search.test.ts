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

test("a computer is found however its name is divided, before tickets that only mention it", async () => {
  const { person, kim, reference } = await handedOver(ada);
  await person("bob", "two").says(
    "0x904 0x7, Ada says srv-fin-02 is down, srvfin02 or so",
    "technician",
    "yes, I'm Bob",
  );
  for (const words of ["srvfin02", "fin02", "srv fin 02", "SRV_FIN_02"])
    expect([words, (await kim.rows({ words }))[0]?.reference]).toEqual([words, reference]);
  expect(await kim.rows({ words: "srvfin03" })).toEqual([]);
});

test("a reference with one letter misread is found, if no other one is as near", async () => {
  const references = ["RC-32VK-4Z7S", "RC-8B0D-11AA", "RC-8B0D-11AC"];
  const { person, technician } = await openDesk({ newReference: () => references.shift() ?? "" });
  for (const id of ["a", "b", "c"]) await person(id, id).says("0x904", "technician", "yes");
  const find = async (words: string) => (await technician("Kim").rows({ words })).map((row) => row.reference);
  for (const words of ["RC-32VK-4Z75", "rc 32vk 427s", "RC-32UK-4Z7S", "32vk4z7x"])
    expect([words, await find(words)]).toEqual([words, ["RC-32VK-4Z7S"]]);
  expect(await find("RC-32UK-4Z7X")).toEqual([]);
  expect(await find("RC-BBOD-IIAA")).toEqual(["RC-8B0D-11AA"]);
  expect(await find("RC-8B0D-11AX")).toEqual([]);
});
