/** The fetch that the SDK uses: it bounds the size of answers and follows no redirects. */
import { NoAnswer } from "./model.ts";
import type { Place } from "./noAnswer.ts";

/** Bytes after decompression, about fifty times the longest useful answer. */
const MOST_BYTES = 65_536;
/** A `Response` with one of these statuses must have no body. */
const bodiless = [204, 205];

/** Resolves after the whole body has arrived, also for error statuses. Rejects with `NoAnswer` on a redirect, or a body that is too long or corrupt. */
export function createBoundedFetch(place: Place): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: "manual" });
    const { status, headers } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      // Following it would send a person's words to a host that the administrator did not choose.
      const message = `${place.at} redirects elsewhere (${status}); set the final address in ${place.setting}`;
      throw new NoAnswer("refused-request", message);
    }
    const body = await readBody(response, place);
    // A new `Response`, because the body of the first one is consumed. It accepts no status above 599.
    return new Response(bodiless.includes(status) ? null : body, { status: Math.min(status, 599), headers });
  };
}

async function readBody({ body }: Response, { at }: Place): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(MOST_BYTES);
  let size = 0;
  try {
    // Leaving the loop closes the connection.
    for await (const chunk of body ?? []) {
      if (size + chunk.length > MOST_BYTES)
        throw new NoAnswer("malformed", `${at} answered with more than ${MOST_BYTES} bytes`);
      whole.set(chunk, size);
      size += chunk.length;
    }
  } catch (error) {
    if (isGarbled(error)) throw new NoAnswer("malformed", `${at} answered with a body that cannot be decompressed`);
    throw error;
  }
  return whole.slice(0, size);
}

/** Whether decompression failed. The codes of zlib begin like this, those of a broken connection do not. */
function isGarbled(error: unknown): boolean {
  const cause = error instanceof TypeError ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && /^(?:Z_|ERR_|ZSTD_)/.test(String(cause.code));
}
