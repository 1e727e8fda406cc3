/** `knowledge graph`: the picture of the walk, and the tables of the reports. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { drawWalk } from "../../../knowledge/proof/graph.ts";
import { holdsReportTables, replaceReportTables } from "../../../knowledge/proof/reportTables.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import type { Program } from "../program.ts";
import { root } from "./paths.ts";

const picture = path.join(root, "docs", "walk.svg");
const reportsPage = path.join(root, "docs", "reports.md");

export async function graph(tree: Tree, { output }: Program): Promise<number> {
  mkdirSync(path.dirname(picture), { recursive: true });
  writeFileSync(picture, await draw(tree));
  writeFileSync(reportsPage, replaceReportTables(tree, readFileSync(reportsPage, "utf8")));
  output.write("Wrote docs/walk.svg and the tables of docs/reports.md.\n");
  return 0;
}

/** Whether the page of the reports lists other lines than the tree. */
export function areTablesStale(tree: Tree): boolean {
  return existsSync(reportsPage) && !holdsReportTables(tree, readFileSync(reportsPage, "utf8"));
}

/** Whether the picture shows another walk than the tree's. */
export async function isPictureStale(tree: Tree): Promise<boolean> {
  return !existsSync(picture) || readFileSync(picture, "utf8") !== (await draw(tree));
}

async function draw(tree: Tree): Promise<string> {
  const { instance } = await import("@viz-js/viz");
  return (await instance()).renderString(drawWalk(tree), { format: "svg" });
}
