/** Serves the files that pages load. Each address contains a hash of the content, so browsers can cache it for ever. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Request, Response } from "restify";
import { sentence } from "../../dialogs/words/sentence.ts";
import { Refused } from "../http/server.ts";

/** The path of each file, by the name that pages use. */
export type Sources = Record<string, string>;

type Packed = { type: string; plain: Buffer; br(): Promise<Buffer>; gzip(): Promise<Buffer> };

/** Compression waits this long after the start, or until the first request, because a quick start matters more. */
const REST_MS = 3_000;

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

export type Assets = {
  /** The address of a file. Throws for a name that is not among the sources. */
  url(name: string): string;
  /** Answers `<at>/:hash/:name`. */
  serve(request: Request, response: Response): Promise<void>;
};

/**
 * Reads all files now and compresses them later in the background. `at` is the path under which they are served. Throws
 * when a file cannot be read.
 */
export function createAssets(sources: Sources, at = "/assets"): Assets {
  const files = Object.entries(sources).map(([name, file]) => [name, readFileSync(file)] as const);
  // Our own scripts import each other by name, so all of them share one hash.
  const ours = createHash("sha256");
  for (const [name, content] of files) if (!isLibrary(sources[name])) ours.update(name).update(content);
  const sharedHash = shorten(ours.digest("base64url"));
  const packed = new Map<string, Packed>();
  const urls = new Map<string, string>();
  for (const [name, content] of files) {
    const hash = isLibrary(sources[name])
      ? shorten(createHash("sha256").update(content).digest("base64url"))
      : sharedHash;
    urls.set(name, `${at}/${hash}/${name}`);
    packed.set(`${hash}/${name}`, pack(name, content));
  }
  setTimeout(() => {
    for (const { br, gzip } of packed.values()) void Promise.all([br(), gzip()]);
  }, REST_MS).unref();
  return {
    url(name) {
      const url = urls.get(name);
      if (!url) throw new Error(`"${name}" is not among the assets; add it to the sources of the page`);
      return url;
    },
    async serve(request, response) {
      const file = packed.get(`${request.params.hash}/${request.params.name}`);
      if (!file) throw new Refused(404, "ResourceNotFound", sentence("page.problem.no-file"));
      await send(request, response, file);
    },
  };
}

/** The path of a file in an npm package. `entry` is any module that the package exports; `from` is relative to it. */
export function inPackage(entry: string, from: string): string {
  return path.resolve(path.dirname(fileURLToPath(import.meta.resolve(entry))), from);
}

function isLibrary(file = ""): boolean {
  return file.includes(`${path.sep}node_modules${path.sep}`);
}

function shorten(hash: string): string {
  return hash.slice(0, 16);
}

/** All servers of the process share compressed files, by content. */
const packedBefore = new Map<string, Packed>();

function pack(name: string, plain: Buffer): Packed {
  const key = `${path.extname(name)}:${createHash("sha256").update(plain).digest("base64url")}`;
  const packed = packedBefore.get(key) ?? createPacked(name, plain);
  packedBefore.set(key, packed);
  return packed;
}

function createPacked(name: string, plain: Buffer): Packed {
  // Quality 9 compresses the renderer of cards in a few milliseconds; quality 11 takes half a second and saves 5 %.
  const br = () => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return {
    type: types[path.extname(name)] ?? "application/octet-stream",
    plain,
    br: once(br),
    gzip: once(() => promisify(gzip)(plain)),
  };
}

function once(make: () => Promise<Buffer>): () => Promise<Buffer> {
  let made: Promise<Buffer> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function send(request: Request, response: Response, file: Packed): Promise<void> {
  const accepted = request.header("accept-encoding") ?? "";
  const encoding = (["br", "gzip"] as const).find((name) =>
    new RegExp(`\\b${name}\\b(?!;q=0(?:\\.0+)?\\b)`).test(accepted),
  );
  const body = encoding ? await file[encoding]() : file.plain;
  response.writeHead(200, {
    "Content-Type": file.type,
    "Content-Length": body.length,
    "Cache-Control": "public, max-age=31536000, immutable",
    Vary: "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    ...(encoding && { "Content-Encoding": encoding }),
  });
  response.end(body);
}
