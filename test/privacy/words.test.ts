import { expect, test } from "vitest";
import { findHosts } from "../../src/privacy/findHosts.ts";
import { findNames } from "../../src/privacy/findNames.ts";
import { maskForModel } from "../../src/privacy/maskForModel.ts";

const ordinary = ["session", "profile", "certificate", "disabled", "administrator", "locked", "Outlook", "tomorrow"];
const labels = ["the user", "my login", "the account", "the server", "another computer", "the account is"];

test.each(labels)("no detector reads an ordinary word after %s as a name", (label) => {
  for (const word of ordinary) {
    const text = `${label} ${word} again`;
    expect([text, findNames(text, "spoken"), findHosts(text, "spoken"), maskForModel(text)]).toEqual([
      text,
      [],
      [],
      text,
    ]);
  }
});

test.each([
  "user: zorvex",
  "my login is zorvex",
  "I log in as zorvex",
  "the server is called zorvex",
  "host name: zorvex",
])("every detector finds the name: %s", (text) => {
  const names = [...findNames(text, "spoken"), ...findHosts(text, "spoken")].map((match) => match.text);
  expect([[...new Set(names)], maskForModel(text)]).toEqual([["zorvex"], text.replace("zorvex", "[masked]")]);
});
