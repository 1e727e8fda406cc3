/** Cuts a test file off from the network. */
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";

/**
 * Only what nock answers and this machine itself can be reached. A request that no answer was prepared for, and with
 * `expectAll` an answer that no request asked for, fails the test. Files share a process, so nock is off again afterwards.
 */
export function cutOffNetwork({ expectAll = false }: { expectAll?: boolean } = {}): void {
  const unexpected: string[] = [];
  const onUnexpected = ({ url = "", host = "" }: { url?: string; host?: string }) => {
    const target = url || host;
    if (!target.startsWith("http://127.0.0.1")) unexpected.push(target);
  };
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
    nock.enableNetConnect("127.0.0.1");
  });
  beforeEach(() => {
    nock.emitter.on("no match", onUnexpected);
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.emitter.removeListener("no match", onUnexpected);
    nock.cleanAll();
    expect(unexpected.splice(0)).toEqual([]);
    if (expectAll) expect(unused).toEqual([]);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
