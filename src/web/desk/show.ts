/** Renders the pages of the desk. */
import { randomUUID } from "node:crypto";
import path from "node:path";
import { Eta } from "eta";
import type { Request, Response } from "restify";
import { sentence, spokenLanguage } from "../../../dialogs/words/sentence.ts";
import type { Technician } from "../../desk/desk.ts";
import { buildPageHeaders, createNonce } from "../../http/security.ts";
import { textLimits } from "../../tickets/textLimits.ts";
import { createAssets, inPackage } from "../assets.ts";
import { writeScriptSentences } from "../scriptSentences.ts";
import { NO_CAUSE } from "./forms.ts";
import * as words from "./words.ts";

const resolvePath = (...parts: string[]): string => path.join(import.meta.dirname, ...parts);

// The chat page uses these too.
const sharedScripts = ["copy", "sentences"];
const scripts = [
  "connection",
  "desk",
  "drafts",
  "filter",
  "keys",
  "notices",
  "places",
  "sending",
  "steadyChips",
  "talkSigns",
  "times",
];

const sources = {
  "htmx.js": inPackage("htmx.org", "htmx.min.js"),
  "page.css": resolvePath("../chat/pages/page.css"),
  "dark.css": resolvePath("../chat/pages/dark.css"),
  "desk.css": resolvePath("pages/desk.css"),
  "icon.svg": resolvePath("../chat/pages/icon.svg"),
  ...Object.fromEntries(sharedScripts.map((name) => [`${name}.js`, resolvePath("../chat/browser", `${name}.js`)])),
  ...Object.fromEntries(scripts.map((name) => [`${name}.js`, resolvePath("browser", `${name}.js`)])),
};

/** `technician`: the one who is signed in. */
export type PageData = { technician?: Technician | undefined } & Record<string, unknown>;
export type Show = (request: Request, response: Response, page: string, data?: PageData, status?: number) => void;

export function createShow(now: () => Date) {
  const assets = createAssets(sources, "/desk/assets");
  const pages = new Eta({ views: resolvePath("pages"), cache: true });
  const show: Show = (request, response, page, data = {}, status = 200) => {
    const nonce = createNonce();
    const common = {
      nonce,
      asset: assets.url,
      words,
      now: now(),
      newId: randomUUID,
      NO_CAUSE,
      address: request.url,
      textLimits,
      sentence,
      language: spokenLanguage(),
      writeScriptSentences,
    };
    const html = pages.render(page, {
      technician: undefined,
      notice: undefined,
      typed: undefined,
      waiting: 0,
      ...common,
      ...data,
    });
    const host = /^[\w.:[\]-]{1,255}$/.exec(request.header("host") ?? "")?.[0] ?? "";
    const headers = buildPageHeaders(nonce, host, { forms: true });
    response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(html) });
    response.end(html);
  };
  return { show, serveAsset: assets.serve };
}

/** 303: the browser fetches `to` with GET, also after a POST. */
export function redirect(response: Response, to: string): void {
  response.writeHead(303, { Location: to, "Cache-Control": "no-store" });
  response.end();
}
