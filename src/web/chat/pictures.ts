/** Serves the drawings of knowledge/pictures. */
import { createHash } from "node:crypto";
import type { Request, Response } from "restify";
import { sentence } from "../../../dialogs/words/sentence.ts";
import { pictures } from "../../../knowledge/tree/pictures.ts";
import { Refused } from "../../http/server.ts";

/** Answers `/pictures/:file`. Throws Refused for a name that no picture has. */
export async function servePicture(request: Request, response: Response): Promise<void> {
  const picture = pictures.get(String(request.params.file).replace(/\.svg$/, ""));
  if (!picture) throw new Refused(404, "NoSuchPicture", sentence("page.problem.no-picture"));
  const tag = `"${createHash("sha256").update(picture.svg).digest("base64url").slice(0, 16)}"`;
  const headers = { ETag: tag, "Cache-Control": "no-cache" };
  if (request.header("if-none-match") === tag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    "Content-Type": "image/svg+xml",
    "Content-Length": Buffer.byteLength(picture.svg),
    // A drawing needs nothing, not even when it is opened by itself.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(picture.svg);
}
