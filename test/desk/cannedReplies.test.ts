/** The canned replies of an administrator: their places are filled in, and mistakes are named with their line. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fillReply, loadCannedReplies } from "../../src/desk/cannedReplies.ts";

const values = { person: "Ada", technician: "Kim", computer: "srv-fin-02", reference: "RC-1" };

function write(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "replies-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "replies.yaml");
  writeFileSync(file, text);
  return file;
}

test("our own replies have a title, a text, and no place that stays unfilled", () => {
  const replies = loadCannedReplies();
  expect(replies.length).toBeGreaterThan(4);
  for (const reply of replies) expect(fillReply(reply, values)).not.toMatch(/[{}]/);
});

test("a reply greets the person by name and names the computer", () => {
  const [reply] = loadCannedReplies(
    write("- title: Hello\n  text: Hello {person}, {technician} here about {computer}.\n"),
  );
  expect(reply && fillReply(reply, values)).toBe("Hello Ada, Kim here about srv-fin-02.");
});

test("an unknown place, an empty text and a missing file are refused with the line and the way out", () => {
  const wrong = write('- title: Hello\n  text: Hello {persn}\n- title: Empty\n  text: ""\n');
  expect(() => loadCannedReplies(wrong)).toThrow(
    /\{persn\} is not known; use \{person\}[\s\S]*line 2[\s\S]*is empty[\s\S]*line 4/,
  );
  expect(() => loadCannedReplies("/nowhere/replies.yaml")).toThrow("set CANNED_REPLIES_FILE to a file that exists");
});
