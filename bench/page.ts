/**
 * What the chat page weighs and how soon it can be used: opened for the first time and again, on a slow phone (4x CPU
 * slow-down) and a slow network. Needs Chromium; CHROMIUM_PATH names another one.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import { type Effort, type Report, summarize } from "./report.ts";
import { type Server, startServer } from "./server.ts";
import { openBrowser } from "./shift/technician.ts";

const CPU_SLOW_DOWN = 4;
const REST_MS = 4_000;
const mbit = (count: number) => (count * 1_000_000) / 8;

/** In bytes per second and milliseconds. The developer tools call the second one "Slow 4G" today, and "Fast 3G" before. */
const networks: Record<string, { downloadThroughput: number; uploadThroughput: number; latency: number } | undefined> =
  {
    "fast 3G: 1.6 Mbit/s, 150 ms": { downloadThroughput: mbit(1.6), uploadThroughput: mbit(0.75), latency: 150 },
    "fast 3G of the developer tools: 1.44 Mbit/s, 562 ms": {
      downloadThroughput: mbit(1.44),
      uploadThroughput: mbit(0.675),
      latency: 562.5,
    },
    "no limit": undefined,
  };

/** `write`: the box takes words; `read`: the greeting is there. Milliseconds since the navigation began. */
type Opening = { write: number; read: number; kilobytes: number; requests: number };

export async function measurePage({ rounds }: Effort): Promise<Report[]> {
  const server = await startServer({ words: ["--import", "src/node24/needsNode24.mjs", "src/main.ts"] });
  const browser = await openBrowser();
  try {
    await open(browser, server, undefined);
    const reports: Report[] = [];
    for (const [name, network] of Object.entries(networks)) {
      const pairs: Opening[][] = [];
      for (let round = 0; round < rounds; round += 1) pairs.push(await open(browser, server, network));
      reports.push(report(name, pairs));
    }
    return reports;
  } finally {
    await browser.close();
    await server.end();
  }
}

/** The first opening with an empty cache, and the second of the same person. */
async function open(browser: Browser, server: Server, network: (typeof networks)[string]): Promise<Opening[]> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const tab = await context.newPage();
  const tools = await context.newCDPSession(tab);
  await tools.send("Network.enable");
  await tools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOW_DOWN });
  if (network) await tools.send("Network.emulateNetworkConditions", { offline: false, ...network });
  await tab.addInitScript(watch);
  const openings: Opening[] = [];
  for (let opening = 0; opening < 2; opening += 1) openings.push(await measure(tab, tools, server));
  await context.close();
  return openings;
}

async function measure(tab: Page, tools: CDPSession, { port }: Server): Promise<Opening> {
  let bytes = 0;
  let requests = 0;
  const count = ({ encodedDataLength }: { encodedDataLength: number }) => {
    bytes += encodedDataLength;
    if (encodedDataLength > 0) requests += 1;
  };
  tools.on("Network.loadingFinished", count);
  await tab.goto(`http://127.0.0.1:${port}/`);
  const times = await tab.evaluate<{ write: number; read: number }>("performance.both");
  // What the page loads once it can be used counts, too.
  await wait(REST_MS);
  tools.off("Network.loadingFinished", count);
  return { ...times, kilobytes: bytes / 1000, requests };
}

function report(network: string, pairs: readonly Opening[][]): Report {
  const rows = ["first opening", "second opening"].map((opening, at) => {
    const figures = (name: keyof Opening) => summarize(pairs.map((pair) => pair[at]?.[name] ?? Number.NaN));
    const [write, read] = [figures("write"), figures("read")];
    return {
      opening,
      "can write ms": write,
      "greeting ms": read,
      kB: figures("kilobytes"),
      requests: figures("requests"),
    };
  });
  const note = `${CPU_SLOW_DOWN}x CPU slow-down. kB as transferred, with headers, Brotli.`;
  return { title: `The chat page, ${network}`, note, rows };
}

// Code that runs in the page is a string, because the types of the bench do not include the DOM.
const watch = `{
  const times = {};
  const { promise, resolve } = Promise.withResolvers();
  performance.both = promise;
  const look = () => {
    const box = document.querySelector("main :is(textarea, input[type=text])");
    if (box && !box.disabled && !box.readOnly) times.write ??= performance.now();
    if (document.querySelector("main")?.textContent.includes("What does Remote Desktop say?")) times.read ??= performance.now();
    if (times.write && times.read) resolve(times);
    else requestAnimationFrame(look);
  };
  look();
}`;
