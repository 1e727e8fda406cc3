/** The terminal as a channel: one person, one conversation, plain text. */
import { type Activity, ActivityTypes, type ResourceResponse, TurnContext } from "botbuilder";
import type { Bot } from "../../turn/messageTurn.ts";
import { OwnChannelAdapter } from "../../turn/ownChannelAdapter.ts";

export class TerminalAdapter extends OwnChannelAdapter {
  readonly #write: (text: string) => void;

  /** `write` is called once for each message of the bot. */
  constructor(write: (text: string) => void) {
    super();
    this.#write = write;
  }

  /** Sends one message of the person. Resolves when it is answered. */
  async say(bot: Bot, conversation: string, person: string, text: string, id: string): Promise<void> {
    const activity: Partial<Activity> = {
      type: ActivityTypes.Message,
      id,
      text,
      channelId: "terminal",
      serviceUrl: "terminal:",
      conversation: { id: conversation, name: "", isGroup: false, conversationType: "personal" },
      // A terminal does not know who sits at it.
      from: { id: person, name: "" },
      recipient: { id: "reconnect", name: "Reconnect" },
      timestamp: new Date(),
    };
    await this.runMiddleware(new TurnContext(this, activity), (context) => bot.run(context));
  }

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    for (const { type, text } of activities) if (type === ActivityTypes.Message && text) this.#write(text);
    return activities.map((_, index) => ({ id: String(index) }));
  }
}

type ScreenStyle = { width: number; colour: boolean };

/** Wraps text at the width of the screen. Commands between fences stay unwrapped on separate lines, so that they can be copied. */
export function renderForScreen(text: string, { width, colour }: ScreenStyle): string {
  const paint = (code: string, line: string) => (colour && line ? `\u001b[${code}m${line}\u001b[0m` : line);
  let fenced = false;
  // Quoted words of a person may contain control characters that the terminal would execute.
  const safe = text.replace(/[^\P{Cc}\n]/gu, "");
  const lines = safe.split("\n").flatMap((line) => {
    if (/^```(?:[\w-]+\.\w+)?$/.test(line)) {
      fenced = !fenced;
      return [];
    }
    if (fenced) return [paint("36", line)];
    const wrapped = wrapLine(line, width);
    if (line.startsWith("WARNING: ")) return wrapped.map((part) => paint("1;33", part));
    return wrapped;
  });
  return lines.join("\n");
}

function wrapLine(line: string, width: number): string[] {
  const indent = /^ *(?:\d+\. |- )?/.exec(line)?.[0].length ?? 0;
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(/(?<=\S) /)) {
    if (current && current.length + 1 + word.length > width) {
      lines.push(current);
      current = " ".repeat(indent) + word;
    } else current = current ? `${current} ${word}` : word;
  }
  return [...lines, current];
}
