/** The server of the SDK's samples around a bot: restify and CloudAdapter, without credentials. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Request, type TurnContext } from "botbuilder";
import restify from "restify";

export function serve(run: (context: TurnContext) => Promise<void>): void {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  adapter.onTurnError = async (_context, error) => {
    process.stderr.write(`${error}\n`);
  };
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser({ mapParams: false }));
  server.post("/api/messages", async (request, response) => {
    // An incoming request always has a method; its type does not say so.
    await adapter.process(request as Request, response, run);
  });
  server.listen(0, "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ url: server.url })}\n`));
  process.on("SIGTERM", () => process.exit(0));
}
