/** Turns whatever the SDK throws into the reason an administrator can act on. */
import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { filtersInstead } from "./contentFilter.ts";
import { NoAnswer } from "./model.ts";

/** How a service is named to an administrator, and what puts right what only they can. */
export type Place = { at: string; unauthorized: string; forbidden: string; noDeployment: string };

/** No more than this is believed of a Retry-After. */
const LONGEST_WAIT_MS = 86_400_000;

/** Messages never carry keys or the other side's words, which may be a person's. */
export function noAnswerFrom(error: unknown, place: Place, signal: AbortSignal): NoAnswer {
  if (signal.aborted || error instanceof APIUserAbortError)
    return new NoAnswer("late", `${place.at} did not answer in time`, { cause: error });
  if (error instanceof NoAnswer) return error;
  if (error instanceof Error && error.cause instanceof NoAnswer) return error.cause;
  if (error instanceof SyntaxError) return new NoAnswer("malformed", `${place.at} answered with broken JSON`);
  // What is no error of the API either never arrived or broke off in the middle of the body.
  if (!(error instanceof APIError) || error instanceof APIConnectionError || error.status === undefined)
    return new NoAnswer("unreachable", `${place.at} cannot be reached, or hung up`, { cause: error });
  return refused(error, error.status, place);
}

function refused(error: APIError, status: number, place: Place): NoAnswer {
  const cause = error;
  if (status === 401) return new NoAnswer("unauthorized", place.unauthorized, { cause });
  if (status === 403) return new NoAnswer("forbidden", place.forbidden, { cause });
  if (status === 404) return new NoAnswer("no-deployment", place.noDeployment, { cause });
  if (status === 429) {
    const message = `${place.at} has enough of us for now: its quota is used up`;
    return new NoAnswer("rate-limited", message, { cause, retryAfterMs: retryAfter(error.headers) });
  }
  if (status >= 500) {
    const message = `${place.at} failed with ${status}`;
    return new NoAnswer("server-error", message, { cause, retryAfterMs: retryAfter(error.headers) });
  }
  const filters = status === 400 ? filtersInstead(error.error, error.code) : undefined;
  if (filters) return new NoAnswer("filtered-prompt", `the content filter of ${place.at} refused`, { cause, filters });
  const about = [error.code, error.param].filter((part) => typeof part === "string" && /^[\w.-]{1,60}$/.test(part));
  const told = about.length > 0 ? ` (${about.join(", ")})` : "";
  const message = `${place.at} does not take our request: ${status}${told}; does this model serve structured output?`;
  return new NoAnswer("refused-request", message, { cause });
}

/** Azure tells milliseconds beside the standard's seconds or date. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const inMs = headers?.get("retry-after-ms");
  const standard = headers?.get("retry-after");
  const wait = inMs
    ? Number(inMs)
    : standard
      ? Number.isNaN(Number(standard))
        ? Date.parse(standard) - Date.now()
        : Number(standard) * 1_000
      : Number.NaN;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT_MS) : undefined;
}
