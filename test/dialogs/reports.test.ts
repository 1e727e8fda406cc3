/** People paste reports, see what was read in them, and leave out what is wrong. */
import { describe, expect, test } from "vitest";
import { embeddedTree, loadTree } from "../../knowledge/tree/load.ts";
import { maskSecrets } from "../../src/privacy/secrets.ts";
import { openDesk } from "../support/desk.ts";
import { serverReport } from "../support/serverReport.ts";

const start = () => openDesk({ treeFile: embeddedTree });
const opening = "server 2019, I administer this server and sit at its console. since monday nobody gets in, 0x904 0x7";

const server = serverReport({ reached: "yes x2 last 2026-01-05T08:59:00Z" });

test("an administrator with an expired certificate needs three answers to the fix", async () => {
  const { chat } = await start();
  await chat.user(opening);
  chat.bot("Server report");
  chat.bot("changes nothing");
  await chat.user(server);
  chat.bot("From the server report (SRV01):");
  chat.bot("The certificate in use is past its last day. (cert-date: expired)");
  chat.bot("Step 1 of");
});

test("each reading can be left out on its own, and the walk comes out elsewhere", async () => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user(server);
  const letter = /^([a-z]+)\. The certificate in use is past/m.exec(chat.text())?.[1];
  await chat.user(`leave out ${letter}`);
  chat.bot("Left out: cert-date: expired");
});

test("what was left out can be put back", async () => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user(server);
  await chat.user("leave out a");
  chat.bot("Left out: cert-date: expired");
  await chat.user("no wait, that's right, put it back");
  chat.bot("Used again: cert-date: expired");
  await chat.user("leave out z");
  chat.bot("There is no reading z; the letters go from a to");
});

test("ranges of letters are left out, and words that are no letters leave nothing out", async () => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user(server);
  await chat.user("leave out a-c");
  chat.bot("Left out: cert-date: expired; ");
  await chat.user("put it back");
  chat.bot("Used again: cert-date: expired; ");
  await chat.user("put it back");
  chat.bot("You haven't left anything out.", "Tell me when it's done");
  await chat.user("back");
  chat.bot("Taken back");
  expect(chat.text()).not.toContain("the server report");
});

test("the letters go on in the second report of a message", async () => {
  const { chat } = await start();
  await chat.user(opening);
  const client = "Reconnect report 1 client\nbuild: 26200.1000\nport-test: open\nEnd of report: 2 lines";
  await chat.user(`${client}\n\n${server}`);
  const letter = /^([a-z]+)\. The certificate in use is past/m.exec(chat.text())?.[1];
  await chat.user(`leave out ${letter}`);
  chat.bot("Left out: cert-date: expired");
});

test("a person who pastes the script learns to run it", async () => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user(loadTree().reports.server?.scripts.at(-1)?.run ?? "");
  chat.bot("That's the script itself.", "Paste the report here");
});

test.each(["back", "wait, that's the wrong server"])('"%s" takes the whole report back', async (words) => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user(server);
  await chat.user(words);
  chat.bot("Taken back: the server report (SRV01) with its 7 readings");
  chat.bot("Server report");
});

test("what differs from the usual stands before what is fine", async () => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user(server);
  expect(chat.text().indexOf("cert-date: expired")).toBeLessThan(chat.text().indexOf("cert-bound: none"));
});

test("a person who asks about the script gets an answer to that question", async () => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user("is it safe to run? does it send anything anywhere");
  chat.bot("It only reads and changes nothing.");
  chat.bot("Nothing else leaves the window until you paste it");
  await chat.user("how long does it take?");
  chat.bot("About 4 minutes.");
  await chat.user("why do you need it");
  chat.bot("It answers most of what I'd otherwise have to ask you, in one go.");
  await chat.user("whats the output look like");
  chat.bot("cert-date");
});

test("a person who would rather be asked says so, and gets one question after the other", async () => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user("one at a time please");
  chat.botDoesNotSay("I don't know what to make of");
  chat.botDoesNotSay("Paste the report here");
});

test("the script is explained line by line to a person who asks how", async () => {
  const { chat } = await start();
  await chat.user(opening);
  await chat.user("what does it do?");
  chat.bot("line by line");
  chat.bot("79-80: Prints all of it");
});

test("a report is read in the first message, and before anything was asked", async () => {
  const { chat } = await start();
  await chat.user(`0x904 0x7 for everybody, here is what your script says:\n${server}`);
  chat.bot("From the server report (SRV01):");
});

test("a person who can run no script is not asked for another one", async () => {
  const { chat } = await start();
  await chat.user("from home over vpn I get 0x904 0x7, everybody in the office is fine");
  chat.bot("Client report");
  await chat.user("I can't run a script");
  expect(chat.text()).not.toContain("report");
});

describe("the bot says", () => {
  test("when the report is from another computer", async () => {
    const { chat } = await start();
    await chat.user(opening);
    await chat.user(
      "Reconnect report 1 client\nmade: 2026-01-05T09:10:00Z\nhost: srv07.corp.example\nEnd of report: 2 lines",
    );
    await chat.user(server);
    chat.bot("this report is from SRV01, but you connect to srv07.corp.example");
  });

  test("when the report is from another computer than the one that the person named", async () => {
    const { chat } = await start();
    await chat.user(`rdp to SRV-FILE01 fails. ${opening}`);
    chat.bot("computer SRV-FILE01");
    await chat.user(server);
    chat.bot("Careful: this report is from SRV01, but you connect to SRV-FILE01.");
  });

  test("when the client report is about the way to another computer", async () => {
    const { chat } = await start();
    await chat.user("rdp to SRV02 fails for me only, 0x904 0x7, straight in the office");
    await chat.user("Reconnect report 1 client\nhost: SRV01\nport-test: open\nEnd of report: 2 lines");
    chat.bot("Careful: this report is about the way to SRV01, but you connect to SRV02.");
  });

  test("when the report is older than a day", async () => {
    const { chat } = await start();
    await chat.user(opening);
    await chat.user(server.replaceAll("2026-01-05T", "2026-01-02T"));
    chat.bot("days old");
  });

  test("when the window wasn't opened as administrator", async () => {
    const { chat } = await start();
    await chat.user(opening);
    await chat.user(
      "Reconnect report 1 server\nmade: 2026-01-05T09:10:00Z\nhost: SRV01\nadmin: no\nEnd of report: 3 lines",
    );
    chat.bot("wasn't opened as administrator");
  });

  test("which lines are damaged or missing, and uses the others", async () => {
    const { chat } = await start();
    await chat.user(opening);
    await chat.user(server.replace("cert-date: expired", "cert-date: exp").replace(/\nEnd.*/, ""));
    chat.bot("These lines are damaged, so I didn't use them: cert-date.");
    chat.bot("Its last line is missing");
    chat.bot("Windows couldn't replace the expired certificate. (events: 1058");
  });
});

test("no line of a report is masked as a secret", () => {
  const keys = Object.values(loadTree().reports).flatMap((report) => Object.keys(report.keys));
  const lines = keys.map((key) => `${key}: yes`).join("\n");
  expect(JSON.stringify(maskSecrets(lines))).toContain(keys.at(-1));
  expect(JSON.stringify(maskSecrets(lines))).not.toContain("[masked]");
});

test("a weakened .rdp file is given back repaired, without its password, and each change has its reason", async () => {
  const { chat } = await start();
  await chat.user("0x904 0x7, here is my file");
  await chat.user(
    "full address:s:srv01.corp.example\nenablecredsspsupport:i:0\nauthentication level:i:2\npassword 51:b:0102AF\nusername:s:CORP\\anna",
  );
  chat.bot("I read the .rdp file and repaired it.");
  chat.bot("enablecredsspsupport: 0 becomes 1.");
  chat.bot("enablecredsspsupport:i:1");
  expect(chat.text()).not.toContain("0102AF");
});

test("an .rdp file that is fine is not given back", async () => {
  const { chat } = await start();
  await chat.user("0x904 0x7");
  await chat.user("full address:s:srv01\nenablecredsspsupport:i:1\nauthentication level:i:2\nuse multimon:i:0");
  chat.bot("It needs no repair.");
});

test("plain text shows the script only to a person who asks for it", async () => {
  const { chat } = await start();
  await chat.user(opening);
  expect(chat.text()).not.toContain("Format-Value");
  await chat.user("print");
  chat.bot("function Format-Value");
});

test("a person who may not run the script says so, and is asked on", async () => {
  const { chat } = await start();
  await chat.user("0x904 0x7, nobody gets into our server");
  await chat.user("one at a time, please");
  chat.bot("If you are an administrator there");
  await chat.user("no, I only work there");
  expect(chat.text()).not.toContain("script");
});

test("a person without PowerShell learns the commands that need none, and their plain words are read", async () => {
  const { chat } = await start();
  await chat.user(
    "0x904 0x7, windows server 2019, i work from home by vpn, coworkers in the office get in, nothing changed, i am not admin",
  );
  await chat.user("i am not allowed to run scripts on this laptop");
  chat.bot("All right, no script then.", "What is the remote computer called");
  await chat.user("its called ts01.contoso.local");
  chat.bot("If you aren't allowed to use PowerShell, open a Command Prompt");
  await chat.user("moment i ask her");
  chat.bot("Take your time.");
  await chat.user("ping -f -l 1400 = Request timed out, 32 works");
  chat.bot("Small packets get through and large ones vanish");
});
