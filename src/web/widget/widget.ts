/** The chat on pages of other sites: the script that puts it there, its types, and a page to try its settings. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { Eta } from "eta";
import type { Request, Response } from "restify";
import { sentence, spokenLanguage } from "../../../dialogs/words/sentence.ts";
import { buildPageHeaders, createNonce } from "../../http/security.ts";
import type { Part } from "../../http/server.ts";
import { createAssets } from "../assets.ts";
import { writeScriptSentences } from "../scriptSentences.ts";

const resolvePath = (...parts: string[]): string => path.join(import.meta.dirname, ...parts);

const sources = {
  "page.css": resolvePath("../chat/pages/page.css"),
  "dark.css": resolvePath("../chat/pages/dark.css"),
  "icon.svg": resolvePath("../chat/pages/icon.svg"),
  "try.css": resolvePath("pages/try.css"),
  "try.js": resolvePath("browser/try.js"),
  "copy.js": resolvePath("../chat/browser/copy.js"),
  "sentences.js": resolvePath("../chat/browser/sentences.js"),
};

/** Pages load it with every view, so a change reaches them within this time. */
const LOADER_AGE_S = 3_600;

export function createWidget(): Part {
  const loader = shrink(readFileSync(resolvePath("browser/loader.js"), "utf8"));
  const files = {
    "/widget.js": { type: "text/javascript", text: loader },
    "/widget.d.ts": { type: "text/plain", text: readFileSync(resolvePath("browser/widget.d.ts"), "utf8") },
  };
  const assets = createAssets(sources, "/widget/assets");
  const pages = new Eta({ views: resolvePath("pages"), cache: true });

  const showTry = (request: Request, response: Response): void => {
    const nonce = createNonce();
    const common = { nonce, asset: assets.url, sentence, language: spokenLanguage(), writeScriptSentences };
    const html = pages.render("./try", common);
    const host = /^[\w.:[\]-]{1,255}$/.exec(request.header("host") ?? "")?.[0] ?? "";
    response.writeHead(200, {
      ...buildPageHeaders(nonce, host, { frames: true }),
      "Content-Length": Buffer.byteLength(html),
    });
    response.end(html);
  };

  return {
    mount(server, during) {
      for (const [address, { type, text }] of Object.entries(files)) {
        const packed = { plain: Buffer.from(text), gzip: gzipSync(text, { level: 9 }) };
        server.get(
          address,
          during(async (request, response) => {
            const isPacked = /\bgzip\b/.test(request.header("accept-encoding") ?? "");
            const body = isPacked ? packed.gzip : packed.plain;
            response.writeHead(200, {
              "Content-Type": `${type}; charset=utf-8`,
              "Content-Length": body.length,
              "Cache-Control": `public, max-age=${LOADER_AGE_S}`,
              Vary: "Accept-Encoding",
              "X-Content-Type-Options": "nosniff",
              // Pages that isolate themselves load only scripts that allow it.
              "Cross-Origin-Resource-Policy": "cross-origin",
              ...(isPacked && { "Content-Encoding": "gzip" }),
            });
            response.end(body);
          }),
        );
      }
      server.get(
        "/widget",
        during(async (request, response) => showTry(request, response)),
      );
      server.get("/widget/assets/:hash/:name", during(assets.serve));
    },
  };
}

/** The script without its comments and indentation, because every page view loads it. Our own scripts hold no others. */
export function shrink(script: string): string {
  return script
    .replace(/^[ \t]+/gm, "")
    .replace(/^\/\/.*\n/gm, "")
    .replace(/^\/\*\*.*\*\/\n/gm, "")
    .replace(/\/\*\* @(?:type|param|template)[^*]*\*\/ ?/g, "");
}
