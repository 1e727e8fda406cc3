/** Names the cause that is most likely so far, with the reason. */
import type { Standing } from "../../knowledge/case/standing.ts";
import { rankSuspects } from "../../knowledge/case/suspects.ts";
import type { Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";

/** Empty while no cause has evidence. */
export function nameMostLikely(tree: Tree, standing: Standing): string[] {
  const [first] = rankSuspects(tree, standing);
  if (first?.standing !== "likely") return [];
  const { title, because } = first;
  return [
    because.length > 0
      ? sentence("most-likely-because", { title, because: because.join("; ") })
      : sentence("most-likely", { title }),
  ];
}
