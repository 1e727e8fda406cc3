/** Windows' own windows are recognised by their sentence alone, in every language that we list. */
import { describe, expect, test } from "vitest";
import { findDialogs } from "../../../knowledge/reading/findDialogs.ts";
import { loadDialogs } from "../../../knowledge/tree/dialogs.ts";
import { read } from "./said.ts";

const languages = ["de", "fr", "es", "pt", "it", "nl", "pl", "ru", "ja", "zh", "ko"];
const windows = ["protocol-error", "internal-error", "security-error", "cannot-connect", "credentials", "licence"];

describe.each(windows)("%s", (id) => {
  test.each(languages)("is recognised in %s, in capitals and across lines too", (language) => {
    for (const sentence of loadDialogs()[id]?.says[language] ?? [""]) {
      const wrapped = sentence.replace(/ (?=\S+ \S+$)/, "\n").toUpperCase();
      expect(findDialogs(`? ${wrapped}.`).map((found) => found.id)).toContain(id);
    }
  });
});

test("a window of another fault puts a message out of scope", () => {
  expect(read("Ihre Anmeldeinformationen haben nicht funktioniert.").inScope).toBe("no");
  expect(read("Une erreur interne s'est produite.").inScope).toBe("no");
  expect(read("内部エラーが発生しました。").inScope).toBe("no");
});

test("the window of this fault without its details leaves the scope open", () => {
  expect(read("Dieser Computer kann keine Verbindung mit dem Remotecomputer herstellen.").inScope).toBe("unknown");
});
