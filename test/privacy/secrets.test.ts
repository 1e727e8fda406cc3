import { describe, expect, test } from "vitest";
import { maskSecrets } from "../../src/privacy/secrets.ts";

const M = "[masked]";

describe("a secret that a person pastes is masked", () => {
  test.each([
    ["password 51:b:01000000D08C9DDF", `password 51:b:${M}`],
    ["password 51:b: 0100 D08C\naudiomode:i:0", `password 51:b:${M}\naudiomode:i:0`],
    ["password 51:b:01000000D08C\r\nenablecredsspsupport:i:0", `password 51:b:${M}\r\nenablecredsspsupport:i:0`],
    ["> password 51:b:0100\n> D08C9DDF\n> username:s:ada", `> password 51:b:${M}\n> username:s:ada`],
    ["password 51:b:\n01000000\nD08C9DDF\n\nfull address:s:a", `password 51:b:${M}\n\nfull address:s:a`],
    ["my password is Hunter2hunter2", `my password is ${M}`],
    ["password: Hunter2", `password: ${M}`],
    ["password: notebook7", `password: ${M}`],
    ["pw: geheim1", `pw: ${M}`],
    ["pass: geheim1 and more", `pass: ${M} and more`],
    ["das Kennwort lautet Sommer2024", `das Kennwort lautet ${M}`],
    ["Passwort ist Sommer2024", `Passwort ist ${M}`],
    ["New-LocalUser ada -Password Hunter2 -Force", `New-LocalUser ada -Password ${M} -Force`],
    ["cmdkey /add:srv /user:ada /pass:Hunter2", `cmdkey /add:srv /user:ada /pass:${M}`],
    ["xfreerdp /u:ada /p:Hunter2 /v:srv", `xfreerdp /u:ada /p:${M} /v:srv`],
    [
      '-Password (ConvertTo-SecureString "Hunter2" -AsPlainText)',
      `-Password (ConvertTo-SecureString "${M}" -AsPlainText)`,
    ],
    ["authorization: bearer abcdefghijklmnopqrst", `authorization: bearer ${M}`],
    ["Bearer abcdefghijklmnopqrst==", `Bearer ${M}`],
    ["my pin is 4711", `my pin is ${M}`],
    ["passcode: hunter", `passcode: ${M}`],
    ["token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123", `token ${M}`],
    ["id-eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123", `id-${M}`],
    ["AccountKey=Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA==;x", `AccountKey=${M};x`],
    ["see https://ana:Sommer2026@files.test/a", `see https://ana:${M}@files.test/a`],
    ["Authorization: Basic abcdefghijkl", `Authorization: Basic ${M}`],
    ["it sends Basic QWRhOkhlbGxvV29ybGQ=", `it sends Basic ${M}`],
    ["123456-123456-123456-123456-123456-123456-123456-123456", M],
    ["secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", `secret ${M}`],
  ])("%s", (message, masked) => {
    expect(maskSecrets(message)).toBe(masked);
    expect(maskSecrets(masked)).toBe(masked);
  });
});

test.each([
  "the password is accepted",
  "my password is rejected every time",
  "the password is never asked for",
  "the password is not wrong",
  "the password is wrong.",
  "your password is expired",
  "the password is correct, but",
  "das Passwort ist falsch",
  "see https://x.example/pass/y and https://x.example/password/reset",
  "-Password $cred",
  "we use a bearer token",
  "it lets me pass and then 0x904",
  "full address:s:srv01",
  "the saved password is outdated",
  "Basic authentication is off",
  "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server is the key",
  "the key fDenyTSConnections REG_DWORD 0x1",
  "the signature algorithm is sha256RSA",
])("a text without a secret stays unchanged: %s", (message) => {
  expect(maskSecrets(message)).toBe(message);
});

test("a label that no secret follows is read in linear time, at any length", () => {
  for (const begin of ["pw is", "pw:", "-pw ", "password 51:b:", "--pass ", "Bearer ", "Basic ", "key ", "token is "]) {
    const text = begin + " ".repeat(250_000);
    expect(maskSecrets(text).startsWith(begin.trim())).toBe(true);
  }
});

test.each(["eyJ-", "-eyJ", "eyJa.", "a-", "a.", "a://b:", "key-", "key=", "1-", "Basic a"])(
  "the longest message of only %s is read in linear time",
  (unit) => {
    const text = unit.repeat(250_000 / unit.length);
    expect(maskSecrets(text)).toContain(unit);
  },
);
