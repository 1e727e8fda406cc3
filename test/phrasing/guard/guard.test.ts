/** What the guard lets through and what it does not. The sets beside this file are data; docs/guard.md tells the rules. */
import { describe, expect, test } from "vitest";
import { judge } from "../../../src/phrasing/guard/guard.ts";

const gateway =
  "A gateway usually hangs up when it cannot reach the remote computer. It works by name, not by IP; event 36870 says so.";

describe("the same in other words is accepted", () => {
  test.each([
    ["the template itself", gateway],
    ["contractions", gateway.replace("cannot", "can't")],
    ["other quotation marks and dashes", gateway.replace("; event", "; event")],
    ["a strength word elsewhere in its clause", gateway.replace("A gateway usually hangs", "Usually a gateway hangs")],
    [
      "a dependent clause put first",
      "When it cannot reach the remote computer, a gateway usually hangs up. It works by name, not by IP; event 36870 says so.",
    ],
    ["a full stop for a semicolon", gateway.replace("; event", ". Event")],
    ["a friendly beginning", `I see. ${gateway}`],
    ["listed synonyms", gateway.replace("usually", "normally").replace("hangs up", "disconnects")],
  ])("%s", (_what, text) => {
    expect(judge(gateway, text)).toEqual({ accepted: true });
  });

  test.each([
    ["the log of the remote computer tells why", "the remote computer's log tells why"],
    ["It was not able to read the key.", "It couldn't read the key."],
    ["Before you change it, keep a copy.", "Before changing it, keep a copy."],
    ["It proves only that the port is open.", "It only proves that the port is open."],
    ["Restart the service TermService.", "Restart the TermService service."],
    ["All right, I'll count that as tried.", "Okay, I'll count that as tried."],
    ["It costs nothing. It is worth a try.", "It costs nothing and it is worth an attempt."],
  ])("%s / %s", (template, text) => {
    expect(judge(template, text)).toEqual({ accepted: true });
  });
});

describe("what is not the same is rejected, with the kind of difference", () => {
  test.each([
    ["unknown-word", gateway.replace("gateway", "graphics driver")],
    ["strength", gateway.replace("usually", "always")],
    ["strength", gateway.replace("usually ", "")],
    ["negation", gateway.replace("cannot", "can")],
    ["order", gateway.replace("by name, not by IP", "not by name, by IP")],
    ["order", gateway.replace("by name, not by IP", "by IP, not by name")],
    ["literal-missing", gateway.replace("36870", "so")],
    ["literal-added", gateway.replace("36870", "36871")],
    ["place", gateway.replace("the remote computer", "this remote computer")],
    ["condition", gateway.replace("when", "unless")],
    ["actor", gateway.replace("It works", "You work")],
    ["modal", gateway.replace("It works", "It should work")],
    ["question", gateway.replace("says so.", "says so?")],
    ["too-long", `${gateway} ${"It works by name. ".repeat(9)}`],
    ["empty", " \n "],
    ["characters", gateway.replace("gateway", "g\u0430teway")],
    ["characters", gateway.replace("gateway", "gate\u200bway")],
    ["characters", `${gateway} \u202e`],
    ["markup", gateway.replace("gateway", "**gateway**")],
    ["tense", gateway.replace("hangs up", "hung up")],
  ])("%s: %s", (kind, text) => {
    expect(judge(gateway, text)).toMatchObject({ accepted: false, reason: kind });
  });

  test.each([
    ["Stop it with net stop termservice.", "Stop it with net halt termservice."],
    ["The gateway is fine, the tunnel is broken.", "The tunnel is fine, the gateway is broken."],
    ["the key of the certificate is gone", "the key's certificate is gone"],
    ["The update that Windows installs is old.", "The update that installs Windows is old."],
    ["It says what is only a test.", "It only says what is a test."],
    ["Usually it works. It costs nothing.", "Usually it works and costs nothing."],
    ["Nothing you do can break it.", "Nothing but you can break it."],
    ["It connects now.", "Does it connect now."],
    ["It is not the port.", "No, it is the port."],
    ["It is not the server but the gateway.", "It is not the server and the gateway."],
    ["Do not rename the folder and delete the keys.", "Do not rename the folder. Delete the keys."],
    ["Restart the service on the gateway.", "The gateway restarts the service."],
    ["Restart the server.", "It restarts the server."],
    ["Delete the key and the certificate.", "Delete the key of the certificate."],
    ["If the client fails, restart the server and wait.", "If the client fails to restart the server, wait."],
    [
      "When you connect, the gateway checks the certificate.",
      "When you connect the gateway, it checks the certificate.",
    ],
    ["Delete the key and restart the server if it fails.", "If it fails, delete the key and restart the server."],
    ["Leave NLA on.", "Leave NLA."],
    ["The connection is reset.", "The connection resets."],
    ["First restart the server.", "Restart the first server."],
    ["I reset the server.", "I have reset the server."],
    ["Delete the key.", "Delete the keys."],
    ["Ports 80 to 90 are open.", "Ports 80 and 90 are open."],
    ["The x fails.", "The constructor fails."],
    ["Great, it works. I close this here.", "Sorry about that. It works. I close this here."],
    ["All right, I'll count that as tried.", "I see. All right, I'll count that as tried."],
    ["Never rename the folder.", "Never. Rename the folder."],
    ["The port is closed.", "The port is close."],
    ["Before we stop, it is put back.", "I've put it back, and before that we stop."],
  ])("%s / %s", (template, text) => {
    expect(judge(template, text)).toMatchObject({ accepted: false });
  });

  test("another language, whoever asks for it", () => {
    expect(judge(gateway, gateway, "de")).toMatchObject({ accepted: false, reason: "language" });
    expect(judge(gateway, gateway, "en-GB")).toEqual({ accepted: true });
    expect(judge(gateway, gateway, "en_US")).toEqual({ accepted: true });
    expect(judge(gateway, gateway, "eng-ineering")).toMatchObject({ accepted: false });
  });
});
