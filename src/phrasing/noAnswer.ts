/** Turns an error of the SDK into a reason that an administrator can act on. */
import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { readRefusalFilters } from "./contentFilter.ts";
import { NoAnswer } from "./model.ts";

/** Names a service for an administrator (`at`), the setting with its address, and the messages for failures that only an administrator can correct. */
export type Place = { at: string; setting: string; unauthorized: string; forbidden: string; noDeployment: string };

/** The longest Retry-After that is honoured. */
const LONGEST_WAIT_MS = 86_400_000;

/** Codes that a log may repeat. Any other text from the server could contain a person's words or a key. */
const known = new Set([
  ...["unsupported_parameter", "unsupported_value", "invalid_value", "invalid_type", "unknown_parameter"],
  ...["missing_required_parameter", "context_length_exceeded", "string_above_max_length", "invalid_request_error"],
  ...["model", "messages", "max_tokens", "temperature", "response_format", "response_format.type"],
  ...["response_format.json_schema", "model_not_found", "DeploymentNotFound", "OperationNotSupported", "BadRequest"],
  ...["insufficient_quota", "invalid_api_version", "unsupported_api_version"],
]);
/** With these statuses, the reason may be that the model does not support structured output. */
const badRequest = [400, 422];

/** Messages and causes contain no keys and none of the server's words, which may quote a person. */
export function explainNoAnswer(error: unknown, place: Place, signal: AbortSignal): NoAnswer {
  if (signal.aborted || error instanceof APIUserAbortError)
    return new NoAnswer("late", `${place.at} did not answer in time`, { cause: findSafeCause(error) });
  if (error instanceof NoAnswer) return error;
  if (error instanceof Error && error.cause instanceof NoAnswer) return error.cause;
  if (error instanceof SyntaxError) return new NoAnswer("malformed", `${place.at} answered with broken JSON`);
  // Without an error of the API, the answer never arrived or broke off in the middle.
  if (!(error instanceof APIError) || error instanceof APIConnectionError || error.status === undefined)
    return new NoAnswer("unreachable", `${place.at} cannot be reached, or closed the connection${readCode(error)}`, {
      cause: findSafeCause(error),
    });
  return explainRefusal(error, error.status, place);
}

/** An error of the SDK contains the server's words. Its cause is an error of this machine, such as a host name that was not found. */
function findSafeCause(error: unknown): unknown {
  if (!(error instanceof APIError)) return error;
  return error instanceof APIConnectionError ? error.cause : undefined;
}

/** Node's error code, such as ` (ECONNREFUSED)` or ` (SELF_SIGNED_CERT_IN_CHAIN)`. It tells a wrong address from an untrusted certificate. */
function readCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && /^[A-Z][A-Z0-9_]{2,60}$/.test(String(cause.code))) return ` (${cause.code})`;
  return "";
}

function explainRefusal(error: APIError, status: number, place: Place): NoAnswer {
  if (status === 401) return new NoAnswer("unauthorized", place.unauthorized);
  if (status === 403) return new NoAnswer("forbidden", place.forbidden);
  if (status === 404) return new NoAnswer("no-deployment", place.noDeployment);
  if (status === 429) {
    const message = `${place.at} limits the rate of calls, or its quota is used up`;
    return new NoAnswer("rate-limited", message, { retryAfterMs: readRetryAfter(error.headers) });
  }
  // 408 is a timeout of the server, so the request may be correct.
  if (status >= 500 || status === 408) {
    const message = `${place.at} failed with ${status}`;
    return new NoAnswer("server-error", message, { retryAfterMs: readRetryAfter(error.headers) });
  }
  const filters = status === 400 ? readRefusalFilters(error.error, error.code) : undefined;
  if (filters)
    return new NoAnswer("filtered-prompt", `the content filter of ${place.at} refused the prompt`, { filters });
  const codes = [error.code, error.param].filter((part) => typeof part === "string" && known.has(part));
  const details = codes.length > 0 ? ` (${codes.join(", ")})` : "";
  const hint = badRequest.includes(status) ? "; check that the model supports structured output" : "";
  return new NoAnswer("refused-request", `${place.at} refuses the request: ${status}${details}${hint}`);
}

/** Reads Azure's header in milliseconds, or the standard header with seconds or a date. */
function readRetryAfter(headers: Headers | undefined): number | undefined {
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
