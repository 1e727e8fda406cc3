/** Serves Azure Bot Service: Teams, Azure Direct Line and other channels that post to `/api/messages`. */
import {
  type Activity,
  CallerIdConstants,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from "botbuilder";
import type { Request } from "restify";
import * as z from "zod";
import { isOwnChannel } from "../../channels/channels.ts";
import { isLocalRequest } from "../../http/localRequest.ts";
import { isLoopback } from "../../http/loopback.ts";
import type { Figures } from "../../http/metrics.ts";
import { type HandleRequest, Refused } from "../../http/server.ts";
import type { Log } from "../../log.ts";
import type { Bot } from "../../turn/messageTurn.ts";
import { RefusedRequests } from "./refusedRequests.ts";
import type { AppIdentity } from "./settings.ts";
import { KeysUnavailable } from "./signingKeys.ts";
import { findServedTenant, isFromTenant } from "./tenants.ts";
import { type Caller, TokenCheck, TokenRefused } from "./verifyToken.ts";

/** `app` is undefined in development; then the endpoint exists on loopback only. */
type Parts = { app: AppIdentity | undefined; host: string; log: Log; bot: Bot; now?: () => Date };

/** `adapter` sends proactive messages. `figures` counts refused requests. */
export type AzureBotService = { adapter: CloudAdapter; onMessages: HandleRequest; figures: Figures };

/** Without an app identity, anyone who reaches the server could pose as any person. */
export class IdentityMissing extends Error {
  override readonly name = "IdentityMissing";
  readonly code = "IDENTITY_MISSING";
  constructor(host: string) {
    super(
      `/api/messages cannot be served on ${host} without MICROSOFT_APP_ID; set HOST to 127.0.0.1, or set the app's credentials`,
    );
  }
}

type Logic = (context: TurnContext) => Promise<void>;

/** Runs turns without `CloudAdapter.process`, which prints to the console and reveals internal errors to the caller. */
class DirectAdapter extends CloudAdapter {
  /** Handles an activity from this machine without authentication. Returns the content of the HTTP response. */
  async take(activity: Activity, logic: Logic): Promise<InvokeResponse | undefined> {
    return this.processActivity("", activity, logic);
  }

  /** Handles an activity of a verified sender, so that the SDK reads no token. Returns the content of the HTTP response. */
  async takeFrom(caller: Caller, appId: string, activity: Activity, logic: Logic): Promise<InvokeResponse | undefined> {
    const identity = this.createClaimsIdentity(appId);
    const claims = Object.entries(caller.claims).flatMap(([type, value]) =>
      typeof value === "string" ? [{ type, value }] : [],
    );
    identity.claims.splice(0, identity.claims.length, ...claims);
    const isSkill = caller.kind === "skill";
    const authentication = {
      claimsIdentity: identity,
      connectorFactory: this.botFrameworkAuthentication.createConnectorFactory(identity),
      // The audience of the bot's own token when it replies.
      audience: isSkill ? caller.appId : "https://api.botframework.com",
      callerId: isSkill ? CallerIdConstants.BotToBotPrefix + caller.appId : CallerIdConstants.PublicAzureChannel,
    };
    return this.processActivity(authentication, activity, logic);
  }
}

/** Throws `IdentityMissing`. */
export function createAzureBotService({ app, host, log, bot, now = () => new Date() }: Parts): AzureBotService {
  if (!app && !isLoopback(host)) throw new IdentityMissing(host);
  const adapter = new DirectAdapter(new ConfigurationBotFrameworkAuthentication(listCredentials(app)));
  adapter.onTurnError = async ({ activity }, error) => {
    log.error({ conversation: activity.conversation.id, channel: activity.channelId, err: error }, "turn failed");
  };
  const refusedRequests = new RefusedRequests(log);
  const check = app && new TokenCheck({ ...app, appId: app.id }, now);
  const tenant = app && findServedTenant(app);
  const logic: Logic = (context) => bot.run(context);

  async function take(request: Request): Promise<InvokeResponse | undefined> {
    if (!app || !check) {
      refuseFromElsewhere(request);
      return adapter.take(readActivity(request), logic);
    }
    // Check the token first, so that others do not learn what a valid activity looks like.
    const caller = await check.identify(request.headersDistinct.authorization ?? []);
    const activity = readActivity(request);
    check.admit(caller, activity);
    if (tenant !== undefined && !isFromTenant(activity, tenant)) {
      refusedRequests.count("tenant");
      // An error would make Azure Bot Service retry or report the bot as failing, and would reveal the bot to the sender.
      return undefined;
    }
    return adapter.takeFrom(caller, app.id, activity, logic);
  }

  const onMessages: HandleRequest = async (request, response) => {
    const answer = await take(request).catch((error) => {
      if (error instanceof TokenRefused) refusedRequests.count(error.reason);
      if (!(error instanceof KeysUnavailable)) throw error;
      refusedRequests.count("keys-unavailable", error);
      throw new Refused(503, "ServiceUnavailable", "tokens cannot be verified at the moment; try again later");
    });
    response.status(answer?.status ?? 200);
    if (answer?.body === undefined) response.end();
    else response.send(answer.body);
  };
  return { adapter, onMessages, figures: refusedRequests };
}

/** Throws `Refused`. */
function readActivity(request: Request): Activity {
  const read = activitySchema.safeParse(request.body);
  if (!read.success)
    throw new Refused(400, "BadArgument", `the body is not a valid activity: ${describeProblem(read.error)}`);
  // The schema checks the fields that we rely on. The SDK's type has many more, all optional in practice.
  return read.data as unknown as Activity;
}

function listCredentials(app: AppIdentity | undefined): Record<string, string> {
  if (!app) return {};
  return {
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    ...(app.password && { MicrosoftAppPassword: app.password }),
    ...(app.tenantId && { MicrosoftAppTenantId: app.tenantId }),
  };
}

/** Programs that call a bot are not web pages, so a request with an origin is refused. */
function refuseFromElsewhere(request: Request): void {
  if (!isLocalRequest(request) || request.header("origin") !== undefined)
    throw new Refused(403, "Forbidden", "without credentials, only this machine may call the bot");
}

const id = z.string().min(1).max(1000);
const account = z.looseObject({ id });
const moment = z.coerce.date().nullish().catch(undefined);
const attachment = z.looseObject({ contentType: z.string() });

/** Drops attachments without a content type, because they cannot be shown or read. The rest of the message counts. */
function keepReadableAttachments(attachments: readonly unknown[]): z.infer<typeof attachment>[] {
  return attachments.flatMap((value) => attachment.safeParse(value).data ?? []);
}

/** The fields that we and the SDK rely on; other fields pass unchanged. Channels send null for absent fields. */
const activitySchema = z
  .looseObject({
    type: id,
    id: id.nullish(),
    channelId: id.refine((channel) => !isOwnChannel(channel), "this channel does not use Azure Bot Service"),
    serviceUrl: z.url({ protocol: /^https?$/ }),
    conversation: account,
    from: account.nullish(),
    recipient: account.nullish(),
    text: z.string().nullish(),
    deliveryMode: z.string().nullish(),
    membersAdded: z.array(account).nullish(),
    membersRemoved: z.array(account).nullish(),
    attachments: z.array(z.unknown()).transform(keepReadableAttachments).nullish(),
    entities: z.array(z.looseObject({ type: z.string() })).nullish(),
    timestamp: moment,
    localTimestamp: moment,
    expiration: moment,
  })
  .refine(({ type, from }) => (type !== "message" && type !== "invoke") || from, {
    path: ["from"],
    error: "required for a message",
  });

function describeProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join(".") || "body"}: ${issue.message}` : "not readable";
}
