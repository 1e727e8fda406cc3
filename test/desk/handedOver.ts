/** A case on the real tree that was handed over, and Kim at the desk. */
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { openDesk } from "../support/desk.ts";

export async function handedOver(says: readonly string[]) {
  const desk = await openDesk({ treeFile: embeddedTree, isNamed: false });
  await desk.chat.says(...says);
  const reference = (await desk.store.tickets.list())[0]?.reference ?? "";
  const kim = desk.technician("Kim");
  return { ...desk, reference, kim };
}

export const ada = [
  "0x904 0x7 since this morning, I'm Ada, ext. 4711, over the VPN to srv-fin-02, only me",
  "technician",
  "yes, need it today",
];
