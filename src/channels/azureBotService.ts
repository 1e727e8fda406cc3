/** The bot behind Azure Bot Service: Teams, Azure Direct Line and the other channels that post to `/api/messages`. */
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from "botbuilder";
import type { Request } from "restify";
import * as z from "zod";
import type { Config } from "../config.ts";
import { isFromHere } from "../fromHere.ts";
import type { Log } from "../log.ts";
import { isLoopback } from "../loopback.ts";
import { type Messages, Refused } from "../server.ts";
import { isOwn } from "./channels.ts";

export type Bot = { run(context: TurnContext): Promise<void> };

type Parts = { config: Pick<Config, "host" | "app">; log: Log; bot: Bot };

/** Without an app identity anybody who reaches the server could speak as anybody. */
export class IdentityMissing extends Error {
  override readonly name = "IdentityMissing";
  readonly code = "IDENTITY_MISSING";
  constructor(host: string) {
    super(
      `the bot endpoint does not open on ${host} without MICROSOFT_APP_ID; bind it to 127.0.0.1 or set the app's credentials`,
    );
  }
}

/** Takes turns itself: `CloudAdapter.process` prints to the console and tells the caller what broke inside. */
class OpenedAdapter extends CloudAdapter {
  /** What the HTTP answer holds: all replies with `expectReplies`, the result of an invoke, else nothing. */
  async take(token: string, activity: Activity, bot: Bot): Promise<InvokeResponse | undefined> {
    return this.processActivity(token, activity, (context) => bot.run(context));
  }
}

/** The adapter is handed out for messages of our own accord. Throws `IdentityMissing`. */
export function azureBotService({ config, log, bot }: Parts): { adapter: CloudAdapter; onMessages: Messages } {
  if (!config.app && !isLoopback(config.host)) throw new IdentityMissing(config.host);
  const adapter = new OpenedAdapter(new ConfigurationBotFrameworkAuthentication(credentials(config.app)));
  adapter.onTurnError = async ({ activity }, error) => {
    log.error({ conversation: activity.conversation.id, channel: activity.channelId, err: error }, "a turn failed");
  };
  const onMessages: Messages = async (request, response) => {
    if (!config.app) refuseFromElsewhere(request);
    const read = incoming.safeParse(request.body);
    if (!read.success) throw new Refused(400, "BadArgument", `this is not an activity: ${firstProblem(read.error)}`);
    // The schema holds the fields that are relied on; the SDK's type names many more, all of which may be absent.
    const activity = read.data as unknown as Activity;
    const answer = await adapter.take(request.header("authorization") ?? "", activity, bot).catch((error) => {
      throw isUnauthorized(error)
        ? new Refused(401, "Unauthorized", "the token does not show that this comes from the bot's channel")
        : error;
    });
    response.status(answer?.status ?? 200);
    if (answer?.body === undefined) response.end();
    else response.send(answer.body);
  };
  return { adapter, onMessages };
}

/** Errors of a turn end in `onTurnError`, so a status that gets here is the authentication's. */
function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && (error.statusCode === 401 || error.statusCode === 403);
}

function credentials(app: Config["app"]): Record<string, string> {
  if (!app) return {};
  return {
    MicrosoftAppId: app.id,
    MicrosoftAppType: app.type,
    ...(app.password && { MicrosoftAppPassword: app.password }),
    ...(app.tenantId && { MicrosoftAppTenantId: app.tenantId }),
  };
}

/** No program that speaks to a bot is a web page. */
function refuseFromElsewhere(request: Request): void {
  if (!isFromHere(request) || request.header("origin") !== undefined)
    throw new Refused(403, "Forbidden", "without credentials only this machine may speak to the bot");
}

const id = z.string().min(1).max(1000);
const account = z.looseObject({ id });
const moment = z.coerce.date().nullish().catch(undefined);
const attachment = z.looseObject({ contentType: z.string() });

/** An attachment without a content type as text cannot be shown or read, so only the rest of the message counts. */
function readableAttachments(attachments: readonly unknown[]): z.infer<typeof attachment>[] {
  return attachments.flatMap((sent) => attachment.safeParse(sent).data ?? []);
}

/** The fields we and the SDK rely on; everything else passes as it is. Channels send null for what is absent. */
const incoming = z
  .looseObject({
    type: id,
    id: id.nullish(),
    channelId: id.refine((channel) => !isOwn(channel), "that channel does not come this way"),
    serviceUrl: z.url({ protocol: /^https?$/ }),
    conversation: account,
    from: account.nullish(),
    recipient: account.nullish(),
    text: z.string().nullish(),
    deliveryMode: z.string().nullish(),
    membersAdded: z.array(account).nullish(),
    membersRemoved: z.array(account).nullish(),
    attachments: z.array(z.unknown()).transform(readableAttachments).nullish(),
    entities: z.array(z.looseObject({ type: z.string() })).nullish(),
    timestamp: moment,
    localTimestamp: moment,
    expiration: moment,
  })
  .refine(({ type, from }) => (type !== "message" && type !== "invoke") || from, {
    path: ["from"],
    error: "nobody said it",
  });

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join(".") || "the body"}: ${issue.message}` : "it cannot be read";
}
