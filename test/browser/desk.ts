/** The server inside the test: it starts sooner than a process of its own. */
import { startApp } from "../support/server.ts";
import { type Desk, helpDesk } from "./deskProcess.ts";

/** A desk of the test's own. `settings` are added to the environment of the server. */
export async function openDesk(settings: Record<string, string> = {}): Promise<Desk> {
  const { url, newLink } = await startApp({ ...helpDesk, ...settings });
  return { url, link: async () => newLink() };
}
