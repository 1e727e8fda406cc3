/** Turns whatever the SDK throws into the reason an administrator can act on. */
import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { filtersInstead } from "./contentFilter.ts";
import { NoAnswer } from "./model.ts";

/** How a service is named to an administrator, the variable that holds its address, and what puts right what only they can. */
export type Place = { at: string; setting: string; unauthorized: string; forbidden: string; noDeployment: string };

/** No more than this is believed of a Retry-After. */
const LONGEST_WAIT_MS = 86_400_000;

/** What the other side may say to be told on; anything else could be a person's words, or a key. */
const known = new Set([
  ...["unsupported_parameter", "unsupported_value", "invalid_value", "invalid_type", "unknown_parameter"],
  ...["missing_required_parameter", "context_length_exceeded", "string_above_max_length", "invalid_request_error"],
  ...["model", "messages", "max_tokens", "temperature", "response_format", "response_format.type"],
  ...["response_format.json_schema", "model_not_found", "DeploymentNotFound", "OperationNotSupported", "BadRequest"],
  ...["insufficient_quota", "invalid_api_version", "unsupported_api_version"],
]);
/** Of these statuses structured output may be the reason. */
const ofOurRequest = [400, 422];

/** Neither messages nor causes carry keys or the other side's words, which may be a person's. */
export function explainNoAnswer(error: unknown, place: Place, signal: AbortSignal): NoAnswer {
  if (signal.aborted || error instanceof APIUserAbortError)
    return new NoAnswer("late", `${place.at} did not answer in time`, { cause: ownCause(error) });
  if (error instanceof NoAnswer) return error;
  if (error instanceof Error && error.cause instanceof NoAnswer) return error.cause;
  if (error instanceof SyntaxError) return new NoAnswer("malformed", `${place.at} answered with broken JSON`);
  // What is no error of the API either never arrived or broke off in the middle of the body.
  if (!(error instanceof APIError) || error instanceof APIConnectionError || error.status === undefined)
    return new NoAnswer("unreachable", `${place.at} cannot be reached, or hung up${readCode(error)}`, {
      cause: ownCause(error),
    });
  return refused(error, error.status, place);
}

/** An error of the SDK holds what the other side sent; what lies below it is of this machine, such as a name that is not found. */
function ownCause(error: unknown): unknown {
  if (!(error instanceof APIError)) return error;
  return error instanceof APIConnectionError ? error.cause : undefined;
}

/** ` (ECONNREFUSED)`, ` (SELF_SIGNED_CERT_IN_CHAIN)`: Node's own names, which tell a wrong address from a certificate that is not trusted. */
function readCode(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause)
    if ("code" in one && /^[A-Z][A-Z0-9_]{2,60}$/.test(String(one.code))) return ` (${one.code})`;
  return "";
}

function refused(error: APIError, status: number, place: Place): NoAnswer {
  if (status === 401) return new NoAnswer("unauthorized", place.unauthorized);
  if (status === 403) return new NoAnswer("forbidden", place.forbidden);
  if (status === 404) return new NoAnswer("no-deployment", place.noDeployment);
  if (status === 429) {
    const message = `${place.at} has enough of us for now: its quota is used up`;
    return new NoAnswer("rate-limited", message, { retryAfterMs: retryAfter(error.headers) });
  }
  // 408 is its own impatience, which says as little of our request.
  if (status >= 500 || status === 408) {
    const message = `${place.at} failed with ${status}`;
    return new NoAnswer("server-error", message, { retryAfterMs: retryAfter(error.headers) });
  }
  const filters = status === 400 ? filtersInstead(error.error, error.code) : undefined;
  if (filters) return new NoAnswer("filtered-prompt", `the content filter of ${place.at} refused`, { filters });
  const about = [error.code, error.param].filter((part) => typeof part === "string" && known.has(part));
  const told = about.length > 0 ? ` (${about.join(", ")})` : "";
  const hint = ofOurRequest.includes(status) ? "; does this model serve structured output?" : "";
  return new NoAnswer("refused-request", `${place.at} does not take our request: ${status}${told}${hint}`);
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
