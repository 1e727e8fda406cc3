/** Serves the chat page at `/`, the printable steps at `/steps`, the pictures and scripts of the tree, and the files that pages load. */
import path from "node:path";
import { Eta } from "eta";
import restify, { type Request, type Response } from "restify";
import type { HelpDesk } from "../../../dialogs/wording/helpDesk.ts";
import { sentence, spokenLanguage } from "../../../dialogs/words/sentence.ts";
import type { Tree } from "../../../knowledge/tree/tree.ts";
import { readPersonId } from "../../http/browserCookie.ts";
import type { ListedOrigins } from "../../http/listedOrigins.ts";
import { buildPageHeaders, createNonce } from "../../http/security.ts";
import type { HandleRequest, Part } from "../../http/server.ts";
import { createAssets, inPackage } from "../assets.ts";
import { writeScriptSentences } from "../scriptSentences.ts";
import type { FindOwnCopy } from "./ownCopy.ts";
import { servePicture } from "./pictures.ts";
import { serveScript } from "./scripts.ts";
import type { FindSteps } from "./steps.ts";

const resolvePath = (...parts: string[]): string => path.join(import.meta.dirname, ...parts);

/** Ask for the conversation. */
const sessionScripts = ["begin", "session", "frame", "elements", "patience", "notice", "sentences"];
/** Show the first message. The page asks for these at once, too, because the browser would find them one after the other. */
const firstScripts = [
  ...["chat", "card", "chatState", "copy", "followEnd", "labels", "message", "ownMessages", "pictures"],
  ...["presses", "sendBox", "sending", "starters", "steadySocket", "tabMemory", "talkExtras", "technicians", "times"],
  ...["transcript", "typingSign"],
];
const laterScripts = [
  ...["extras", "appearance", "arrowKeys", "attention", "bar", "cardRenderer", "commands", "folds", "header"],
  ...["notifier", "print", "readings", "talkSigns"],
];

const sources = {
  "adaptivecards.js": inPackage("adaptivecards", "../dist/adaptivecards.min.js"),
  "directline.js": inPackage("botframework-directlinejs", "../dist/directline.js"),
  "page.css": resolvePath("pages", "page.css"),
  "dark.css": resolvePath("pages", "dark.css"),
  "talk.css": resolvePath("pages", "talk.css"),
  "messages.css": resolvePath("pages", "messages.css"),
  "cards.css": resolvePath("pages", "cards.css"),
  "print.css": resolvePath("pages", "print.css"),
  "icon.svg": resolvePath("pages", "icon.svg"),
  ...Object.fromEntries(
    [...sessionScripts, ...firstScripts, ...laterScripts].map((name) => [
      `${name}.js`,
      resolvePath("browser", `${name}.js`),
    ]),
  ),
};

/** In bytes. */
const MOST_OF_FORM = 16_384;

/** Auto follows the browser. */
const themes = ["auto", "light", "dark"];

/** `framedBy`: the origin of another site that shows the page in a frame. */
type PageData = { framedBy?: string; status?: number } & Record<string, unknown>;

type Parts = {
  helpDesk: HelpDesk;
  findSteps: FindSteps;
  findOwnCopy: FindOwnCopy;
  /** The person who may use a token of our Direct Line. Rejects with `Refused`. */
  readPerson(token: string): Promise<string>;
  /** The current tree. */
  tree: Pick<Tree, "reports">;
  /** Whether a language model may word answers. The page then says so. */
  wordsByModel: boolean;
  /** The pages of other sites that may show the chat. */
  origins: ListedOrigins;
};

export function createChatPages({
  helpDesk,
  findSteps,
  findOwnCopy,
  readPerson,
  tree,
  wordsByModel,
  origins,
}: Parts): Part {
  const assets = createAssets(sources);
  const pages = new Eta({ views: resolvePath("pages"), cache: true });

  const common = {
    asset: assets.url,
    helpDesk,
    wordsByModel,
    sentence,
    writeScriptSentences,
    sessionScripts,
    firstScripts,
  };

  const show = (request: Request, response: Response, page: string, data: PageData): void => {
    const nonce = createNonce();
    const html = pages.render(page, { ...common, nonce, language: spokenLanguage(), ...data });
    const host = /^[\w.:[\]-]{1,255}$/.exec(request.header("host") ?? "")?.[0] ?? "";
    const headers = buildPageHeaders(nonce, host, { framedBy: data.framedBy, forms: data.framedBy !== undefined });
    response.writeHead(data.status ?? 200, { ...headers, "Content-Length": Buffer.byteLength(html) });
    response.end(html);
  };

  /** The chat inside a page of another site. `page` is the origin of that page, and no other may show it. */
  const showFrame: HandleRequest = async (request, response) => {
    const framedBy = String(request.query.page ?? "");
    const host = request.header("host") ?? "";
    if (!origins.admits(framedBy, host)) {
      origins.refuse(request, framedBy);
      return show(request, response, "./refused", { framedBy: "*", status: 403 });
    }
    const theme = themes.find((one) => one === request.query.theme) ?? "auto";
    show(request, response, "./chat", { framedBy, theme });
  };

  /** Pages of a person's own to print. */
  const papers = {
    "/steps": { view: "./steps", find: findSteps },
    "/conversation": { view: "./ownCopy", find: findOwnCopy },
  };

  return {
    mount(server, during) {
      const query = restify.plugins.queryParser({ mapParams: false });
      const chat = during(async (request, response) => show(request, response, "./chat", { theme: "auto" }));
      server.get("/", chat);
      // Monitoring tools often send HEAD.
      server.head("/", chat);
      const form = restify.plugins.bodyParser({ mapParams: false, maxBodySize: MOST_OF_FORM });
      for (const [path, { view, find }] of Object.entries(papers)) {
        const showPaper = async (request: Request, response: Response, person: string | undefined) =>
          show(request, response, view, { page: await find(person) });
        server.get(
          path,
          during((request, response) => showPaper(request, response, readPersonId(request))),
        );
        // A tab that a frame opens has no cookie of the frame's person, so the frame posts its token.
        server.post(
          path,
          form,
          during(async (request, response) =>
            showPaper(request, response, await readPerson(String(request.body?.token ?? ""))),
          ),
        );
      }
      server.get("/widget/frame", query, during(showFrame));
      server.get("/pictures/:file", during(servePicture));
      server.get("/scripts/:file", during(serveScript(tree)));
      server.get("/assets/:hash/:name", during(assets.serve));
    },
  };
}
