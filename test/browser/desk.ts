/** The server inside the test's process, which starts faster than a separate process. */
import { startApp } from "../support/server.ts";
import { type Desk, helpDesk } from "./deskProcess.ts";

/** A separate desk for one test. `settings` are added to the server's environment. */
export async function openDesk(settings: Record<string, string> = {}): Promise<Desk> {
  const { url, newLink } = await startApp({ ...helpDesk, ...settings });
  return { url, link: async () => newLink() };
}
