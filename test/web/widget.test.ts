/** What a page of another site loads. */
import { expect, test } from "vitest";
import { createWidget, shrink } from "../../src/web/widget/widget.ts";
import { serve } from "../support/server.ts";

const get = async (path: string) => {
  const { url } = await serve({ parts: [createWidget()] });
  return fetch(`${url}${path}`);
};

test("the script is at most 3 KB, and any page may load it", async () => {
  const answer = await get("/widget.js");
  expect(Number(answer.headers.get("content-length"))).toBeLessThanOrEqual(3_000);
  expect(answer.headers.get("content-encoding")).toBe("gzip");
  expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(answer.headers.get("cache-control")).toContain("max-age=3600");
  expect(await answer.text()).toContain("reconnect-chat");
});

test("the script without comments and indentation is the same program", () => {
  const script = `// @ts-check
/** Does one thing. */
(() => {
  /** @type {number} */ const one = 1;
  // The rest.
  globalThis.sum = "http://a" + one;
})();
`;
  expect(shrink(script)).toBe('(() => {\nconst one = 1;\nglobalThis.sum = "http://a" + one;\n})();\n');
});

test("its types and the page to try it are served", async () => {
  expect(await (await get("/widget.d.ts")).text()).toContain("export type Reconnect");
  const page = await get("/widget");
  expect(page.headers.get("content-security-policy")).toContain("frame-src 'self'");
  expect(await page.text()).toContain("Put the chat on your page");
});
