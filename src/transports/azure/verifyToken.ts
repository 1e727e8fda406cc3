/**
 * Verifies who sent a request before the SDK sees it. The SDK adds the unverified tenant of any token to a global
 * list of trusted issuers, which leaks memory with every request and lets every tenant in.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import { Refused } from "../../http/server.ts";
import { isTrustedService } from "./serviceHosts.ts";
import type { Callers } from "./settings.ts";
import { SigningKeys } from "./signingKeys.ts";

const BOT_FRAMEWORK = "https://api.botframework.com";
const BOT_FRAMEWORK_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration";

/** Maximum size of the Authorization header. Bot Framework's tokens take about 1 KB. */
const MOST_BYTES = 4_096;
/** Allowed clock difference between issuer and server, in seconds, as in the SDK. */
const CLOCK_TOLERANCE_S = 300;

/** Reasons for a refusal, with the HTTP status: 401 without a valid token, 403 if the token does not cover the request. */
export const refusals = {
  missing: 401,
  doubled: 401,
  "too-long": 401,
  malformed: 401,
  algorithm: 401,
  issuer: 401,
  key: 401,
  signature: 401,
  audience: 401,
  expired: 401,
  "not-yet-valid": 401,
  caller: 403,
  "service-url": 403,
  "service-host": 403,
  endorsement: 403,
} as const;

export type Reason = keyof typeof refusals;

export class TokenRefused extends Refused {
  readonly reason: Reason;
  constructor(reason: Reason) {
    const status = refusals[reason];
    if (status === 401)
      super(401, "Unauthorized", "the token does not prove that this request comes from the bot's channel");
    else super(403, "Forbidden", "the token does not cover this activity");
    this.reason = reason;
  }
}

/** The sender of a request, proved by its token. */
export type Caller = {
  claims: JWTPayload;
  endorsements: readonly string[];
} & ({ kind: "channel" } | { kind: "emulator" } | { kind: "skill"; appId: string });

export type TokenRules = {
  /** The bot's own app id, the required audience of tokens. */
  appId: string;
  /** The bot's own tenant, which issues the tokens of `callers`. */
  tenantId: string | undefined;
  callers: Callers;
  /** Hosts besides Microsoft's that replies may go to. */
  serviceHosts: readonly string[];
};

type Addressed = { channelId: string; serviceUrl: string };

export class TokenCheck {
  readonly #rules: TokenRules;
  readonly #now: () => Date;
  /** By issuer. */
  readonly #keys: ReadonlyMap<string, SigningKeys>;

  constructor(rules: TokenRules, now: () => Date) {
    this.#rules = rules;
    this.#now = now;
    this.#keys = listTrustedKeys(rules, now);
  }

  /** Takes all Authorization headers of a request. Rejects with `TokenRefused` or `KeysUnavailable`. */
  async identify(headers: readonly string[]): Promise<Caller> {
    const token = readBearer(headers);
    const { issuer, keyId } = readUnverified(token);
    const keys = this.#keys.get(issuer);
    if (!keys) throw new TokenRefused("issuer");
    const signingKey = await keys.find(keyId);
    if (!signingKey) throw new TokenRefused("key");
    const { payload } = await jwtVerify(token, signingKey.key, {
      algorithms: ["RS256"],
      issuer,
      audience: this.#rules.appId,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: this.#now(),
      requiredClaims: ["exp"],
    }).catch(throwRefusal);
    const verified = { claims: payload, endorsements: signingKey.endorsements };
    return issuer === BOT_FRAMEWORK
      ? { kind: "channel", ...verified }
      : { ...this.#identifyCaller(payload), ...verified };
  }

  /** Throws `TokenRefused` unless the caller may send this activity. */
  admit(caller: Caller, { channelId, serviceUrl }: Addressed): void {
    // A tenant's tokens name no service, so only the list of hosts limits where replies go.
    if (caller.kind === "channel" && caller.claims.serviceurl !== serviceUrl) throw new TokenRefused("service-url");
    const trust = { more: this.#rules.serviceHosts, ownMachine: caller.kind === "emulator" };
    if (!isTrustedService(serviceUrl, trust)) throw new TokenRefused("service-host");
    // As in the SDK, a key without endorsements is valid for every channel.
    if (caller.endorsements.length > 0 && !caller.endorsements.includes(channelId))
      throw new TokenRefused("endorsement");
  }

  /** Version 1 tokens name the calling app in `appid`, version 2 tokens in `azp`. */
  #identifyCaller({ ver, appid, azp }: JWTPayload): { kind: "emulator" } | { kind: "skill"; appId: string } {
    const appId = ver === "2.0" ? azp : appid;
    const { callers, appId: botId } = this.#rules;
    if (appId === botId && callers.emulator) return { kind: "emulator" };
    if (typeof appId === "string" && appId !== botId && callers.skills.includes(appId)) return { kind: "skill", appId };
    throw new TokenRefused("caller");
  }
}

function listTrustedKeys({ tenantId, callers }: TokenRules, now: () => Date): ReadonlyMap<string, SigningKeys> {
  const trusted = new Map([[BOT_FRAMEWORK, new SigningKeys(BOT_FRAMEWORK_METADATA, now)]]);
  if (tenantId && (callers.emulator || callers.skills.length > 0)) {
    const tenant = tenantId.toLowerCase();
    const login = `https://login.microsoftonline.com/${tenant}/v2.0`;
    const keys = new SigningKeys(`${login}/.well-known/openid-configuration`, now);
    trusted.set(login, keys).set(`https://sts.windows.net/${tenant}/`, keys);
  }
  return trusted;
}

function readBearer(headers: readonly string[]): string {
  const [header, ...duplicates] = headers;
  if (header === undefined || header.trim() === "") throw new TokenRefused("missing");
  if (duplicates.length > 0) throw new TokenRefused("doubled");
  if (header.length >= MOST_BYTES) throw new TokenRefused("too-long");
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(header)?.[1];
  if (!token) throw new TokenRefused("malformed");
  return token;
}

/** Reads unverified claims, only to choose the key that verifies the token. */
function readUnverified(token: string): { issuer: string; keyId: string } {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    if (alg !== "RS256") throw new TokenRefused("algorithm");
    if (typeof iss !== "string") throw new TokenRefused("issuer");
    if (typeof kid !== "string") throw new TokenRefused("key");
    return { issuer: iss, keyId: kid };
  } catch (error) {
    // jose throws a TypeError for a header that is not JSON, and its own error for claims that are not.
    throw error instanceof TokenRefused ? error : new TokenRefused("malformed");
  }
}

function throwRefusal(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw new TokenRefused("expired");
  if (error instanceof errors.JWTClaimValidationFailed)
    throw new TokenRefused(claimReasons[error.claim] ?? "malformed");
  if (error instanceof errors.JWSSignatureVerificationFailed) throw new TokenRefused("signature");
  if (error instanceof errors.JOSEError) throw new TokenRefused("malformed");
  throw error;
}

const claimReasons: Record<string, Reason> = {
  aud: "audience",
  exp: "expired",
  iss: "issuer",
  nbf: "not-yet-valid",
};
