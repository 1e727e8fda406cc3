/** The five places that decide: does it work, who gets in, the hand-over, a change of mind, rights and time. */
import { describe, expect, test } from "vitest";
import { hearState } from "../../dialogs/hearing/hearState.ts";
import { embeddedTree } from "../../knowledge/tree/load.ts";
import { loadKnowledge } from "../../src/turn/trees.ts";

const knowledge = loadKnowledge(embeddedTree);
const heard = (state: string, answer: string) => hearState(knowledge, state, answer).heard;

describe("does it work", () => {
  test.each([
    "yep works now thx",
    "that did it",
    "sorted",
    "👍",
    "its ok now",
    "all good now",
    "yes!!! finally",
    "perfect, thank you",
    "thanks, got in",
    "I'm in!",
    "ja läuft wieder, vielen dank!",
    "ça marche, merci beaucoup",
    "ya funciona, gracias",
  ])("%s: it works", (answer) => expect(heard("check", answer)).toBe("works"));

  test.each([
    "nope",
    "same error",
    "still 0x904 / 0x7",
    "no change whatsoever",
    "Negative. 2308 again.",
    "toujours pareil",
    "nein, immer noch dieselbe Meldung",
    "yes... no wait, it just threw the same thing again",
  ])("%s: it did not help", (answer) => expect(heard("check", answer)).toBe("did-not-help"));

  test.each([
    "now it says something else",
    "it says the logon attempt failed now",
    "jetzt kommt was anderes, irgendwas mit lizenz",
  ])("%s: another message", (answer) => expect(heard("check", answer)).toBe("another-code"));

  test.each(["can only try tonight, im on the train", "user is at lunch, will test at 2"])("%s: later", (answer) =>
    expect(heard("check", answer)).toBe("cannot"),
  );

  test("a polite salutation calls no technician", () => {
    const answer = "Dear support, I have tried once more as you suggested, and the desktop of the server has appeared.";
    expect(heard("check", answer)).toBe("works");
  });

  test("it connects and drops again, which is not success", () => {
    expect(heard("check", "works but kicks me out after a minute")).not.toBe("works");
  });
});

describe("who gets in", () => {
  test.each([
    ["my colleague can get in", "only-me"],
    ["her colleagues on the same server are fine", "only-me"],
    ["just this one laptop, her colleagues are fine", "only-me"],
    ["all 5 of us", "everyone"],
    ["the whole accounts team", "everyone"],
    ["its not just me, nobody gets on", "everyone"],
    ["niemand kommt rein", "everyone"],
    ["in the office it works, from home it doesnt, for anyone", "only-outside"],
    ["i can connect to all servers except that one", "only-that-one"],
  ])("%s: %s", (answer, expected) => expect(heard("ask:who-is-hit", answer)).toBe(expected));
});

describe("the hand-over", () => {
  test.each([
    "yes please, i'm Eve, mobile 0151 2345678, need it tonight, have to send payroll",
    "yes, urgent",
    "sure why not, you obviously cant fix it",
    "go ahead",
    "ja bitte, am besten heute noch",
    "oui, s'il vous plaît",
    "ja bitte, bin unter 4711 erreichbar",
    "please do, I've no clue about any of this",
  ])("%s: yes", (answer) => expect(["yes", "technician"]).toContain(heard("offer-hand-over", answer)));

  test.each(["no, lets keep trying", "not yet, one more thing i want to test first", "no hace falta, ya lo miro yo"])(
    "%s: no",
    (answer) => expect(heard("offer-hand-over", answer)).toBe("no"),
  );

  test.each(["what happens then?", "how long does that take?", "will they see what i typed here?"])(
    "%s: no consent",
    (answer) => expect(["yes", "technician"]).not.toContain(heard("offer-hand-over", answer)),
  );
});

describe("rights and time", () => {
  test.each([
    ["ask:admin-there", "domain admin", "yes"],
    ["ask:admin-there", "yes root", "yes"],
    ["ask:admin-there", "no, thats our IT, I only work there", "no"],
    ["ask:admin-there", "pretty sure im just a normal user on it", "no"],
    ["ask:another-way-in", "I can walk over", "yes"],
    ["ask:another-way-in", "run command in the portal", "portal"],
    ["ask:how-long", "since this morning", "longer"],
    ["ask:how-long", "it was rebooted two minutes ago", "just-now"],
    ["ask:remote-kind", "Ubuntu 22.04", "not-windows"],
    ["ask:goes-through", "uhh over vpn i guess", "vpn"],
  ])("%s, %s: %s", (state, answer, expected) => expect(heard(state, answer)).toBe(expected));
});

describe("a change of mind", () => {
  test.each([
    ["ask:remote-kind", "wait, i meant it goes through the rd gateway"],
    ["ask:when-it-breaks", "actually no, i'm in the office today, same network"],
    ["ask:admin-middle", "scrap what i said before, the server is 2012 r2 not 2016"],
    ["ask:when-full", "sorry, I was wrong, others can't get in either"],
    ["ask:rdp-file", "Wait, earlier I clicked that nobody gets in. That's wrong, the girls in reception are on it"],
    ["check", "Sorry, I told you earlier it was a Server 2016 but I've just seen it is 2008 R2"],
  ])("at %s, %s changes another answer", (state, answer) => expect(heard(state, answer)).toBe("correction"));
});
