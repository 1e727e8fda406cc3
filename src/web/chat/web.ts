/** The pages: the chat at `/`, the steps on paper at `/steps`, and what both load. */
import path from "node:path";
import { Eta } from "eta";
import type { Request, Response } from "restify";
import type { HelpDesk } from "../../../dialogs/wording/helpDesk.ts";
import { buildPageHeaders, createNonce } from "../../http/security.ts";
import type { Part } from "../../http/server.ts";
import { createAssets, inPackage } from "../assets.ts";
import type { StepsOf } from "./steps.ts";

const here = (...parts: string[]): string => path.join(import.meta.dirname, ...parts);

/** What runs in the browser. */
const scripts = [
  ...["chat", "appearance", "commands", "copy", "labels", "notice", "patience"],
  ...["pictures", "presses", "print", "sending", "session", "steadySocket"],
];

const sources = {
  "webchat.js": inPackage("botframework-webchat", "webchat.js"),
  "directline.js": inPackage("botframework-directlinejs", "../dist/directline.js"),
  "page.css": here("pages", "page.css"),
  "print.css": here("pages", "print.css"),
  "icon.svg": here("pages", "icon.svg"),
  ...Object.fromEntries(scripts.map((name) => [`${name}.js`, here("browser", `${name}.js`)])),
};

type Parts = {
  helpDesk: HelpDesk;
  stepsOf: StepsOf;
  /** Whether a language model may word answers; people are told then. */
  wordsByModel: boolean;
};

export function web({ helpDesk, stepsOf, wordsByModel }: Parts): Part {
  const assets = createAssets(sources);
  const pages = new Eta({ views: here("pages"), cache: true });

  const show = (request: Request, response: Response, page: string, about: object): void => {
    const nonce = createNonce();
    const html = pages.render(page, { nonce, asset: assets.url, helpDesk, wordsByModel, ...about });
    const host = /^[\w.:[\]-]{1,255}$/.exec(request.header("host") ?? "")?.[0] ?? "";
    response.writeHead(200, { ...buildPageHeaders(nonce, host), "Content-Length": Buffer.byteLength(html) });
    response.end(html);
  };

  return {
    mount(server, during) {
      const chat = during(async (request, response) => show(request, response, "./chat", {}));
      server.get("/", chat);
      // Who watches over a server often asks for the head only.
      server.head("/", chat);
      server.get(
        "/steps",
        during(async (request, response) => {
          show(request, response, "./steps", { page: await stepsOf(request) });
        }),
      );
      server.get("/assets/:hash/:name", during(assets.serve));
    },
  };
}
