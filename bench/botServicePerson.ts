/** Posts to `/api/messages` as Azure Bot Service does. */
import { HttpLine } from "./httpLine.ts";
import type { Person } from "./people.ts";

let people = 0;

/** With `expectReplies`, the answer is in the body of the response; otherwise the bot posts it to `serviceUrl` before it responds. */
export function createBotServicePerson(
  port: number,
  serviceUrl: string,
  texts: string[],
  expectReplies: boolean,
): Person {
  const line = new HttpLine(port);
  const personId = `p${++people}`;
  let conversation = 0;
  let sentCount = texts.length;
  return {
    open: async () => {
      conversation += 1;
      sentCount = 0;
    },
    say: async () => {
      const activity = {
        type: "message",
        id: `${personId}-${conversation}-${sentCount}`,
        text: texts[sentCount],
        channelId: "bench",
        serviceUrl,
        from: { id: personId },
        recipient: { id: "bot" },
        conversation: { id: `${personId}-${conversation}` },
        ...(expectReplies && { deliveryMode: "expectReplies" }),
      };
      sentCount += 1;
      const { status, body } = await line.ask("POST", "/api/messages", JSON.stringify(activity));
      if (status !== 200 || (expectReplies && !body.includes('"text":')))
        throw new Error(`"${activity.text}" was answered with ${status} ${body.slice(0, 300)}`);
    },
    isOver: () => sentCount >= texts.length,
    leave: () => line.close(),
  };
}
