/** Serves the scripts of reports as files, so that an administrator can read one before it runs. */
import type { Request, Response } from "restify";
import { sentence } from "../../../dialogs/words/sentence.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import { Refused } from "../../http/server.ts";

/** The text of the script with that file name, with the line ends of its system. */
export function findScriptFile(tree: Pick<Tree, "reports">, file: string): string | undefined {
  const script = Object.values(tree.reports)
    .flatMap(({ scripts }) => scripts)
    .find((candidate) => candidate.file === file);
  if (!script) return undefined;
  return file.endsWith(".sh") ? `${script.run}\n` : `${script.run}\n`.replace(/\n/g, "\r\n");
}

/** Answers `/scripts/:file`. Throws Refused for a name that no script has. */
export function serveScript(tree: Pick<Tree, "reports">): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const file = String(request.params.file);
    const text = findScriptFile(tree, file);
    if (text === undefined) throw new Refused(404, "NoSuchScript", sentence("page.problem.no-script"));
    response.writeHead(200, {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="${file}"`,
      "Content-Length": Buffer.byteLength(text),
      "Cache-Control": "no-cache",
      "X-Content-Type-Options": "nosniff",
    });
    response.end(text);
  };
}
