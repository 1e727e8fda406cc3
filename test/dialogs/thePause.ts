import type { Chat } from "./desk.ts";

/** An administrator of this PC whose trouble is theirs alone comes to the test that pauses the security software. */
export async function comesToThePause(chat: Chat): Promise<void> {
  await chat.user(
    "0x904 0x7 since yesterday, straight on the same network. others can connect to it, only me not. I am an admin of this PC",
  );
  for (let moves = 0; moves < 30 && !chat.text().includes("pause the network or web protection"); moves += 1) {
    if (chat.text().includes("Two fixes")) await chat.user("go on");
    else if (chat.text().includes("How far do you get")) await chat.user("I never see the remote screen");
    else if (chat.text().includes("Does it work?")) await chat.user("same error");
    else await chat.user(chat.text().includes("Who gets in") ? "only me" : "I cannot do this");
  }
  chat.bot("WARNING: While it is paused", "pause the network or web protection");
}
