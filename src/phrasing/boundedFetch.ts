/** The network as the SDK may use it: answers of a bounded size, and nothing sent anywhere but where it was meant to go. */
import { NoAnswer } from "./model.ts";
import type { Place } from "./noAnswer.ts";

/** Bytes after unzipping: some fifty times the longest answer of use. */
const MOST_BYTES = 65_536;
/** Statuses that come without a body; a `Response` of theirs takes none. */
const bodiless = [204, 205];

/** Rejects with `NoAnswer` where it is that which stands in the way. The answer is whole when this resolves, that of an error too. */
export function boundedFetch(place: Place): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: "manual" });
    const { status, headers } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      // Followed, a person's words would go to a host that nobody chose.
      const message = `${place.at} redirects elsewhere (${status}); set the final address in ${place.setting}`;
      throw new NoAnswer("refused-request", message);
    }
    const body = await wholeBody(response, place);
    // Made anew, because the body was read; it takes no status beyond 599.
    return new Response(bodiless.includes(status) ? null : body, { status: Math.min(status, 599), headers });
  };
}

async function wholeBody({ body }: Response, { at }: Place): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(MOST_BYTES);
  let size = 0;
  try {
    // Leaving the loop hangs up.
    for await (const chunk of body ?? []) {
      if (size + chunk.length > MOST_BYTES)
        throw new NoAnswer("malformed", `${at} answered with more than ${MOST_BYTES} bytes`);
      whole.set(chunk, size);
      size += chunk.length;
    }
  } catch (error) {
    if (isGarbled(error)) throw new NoAnswer("malformed", `${at} answered with something that cannot be unzipped`);
    throw error;
  }
  return whole.slice(0, size);
}

/** Whether a body came, but broke while it was unzipped: zlib's codes begin so, those of a broken connection do not. */
function isGarbled(error: unknown): boolean {
  const cause = error instanceof TypeError ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && /^(?:Z_|ERR_|ZSTD_)/.test(String(cause.code));
}
