import type { Chat } from "./desk.ts";

/** Leads an administrator of a PC, who alone cannot connect, to the test that pauses the security software. */
export async function comesToThePause(chat: Chat): Promise<void> {
  await chat.user(
    "0x904 0x7 since yesterday, straight on the same network. others can connect to it, only me not. I am an admin of this PC",
  );
  chat.bot("A look that changes nothing", "enablecredsspsupport");
  await chat.user("I can't do this");
  chat.bot("A test: Connect by the numeric address");
  await chat.user("I can't do this");
  chat.bot("WARNING: While it is paused", "pause the network or web protection");
}
