/** Reads what `certutil` says about the store "Remote Desktop". Other stores hold certificates of other programs. */
import type { OutputLine } from "../splitOutput.ts";
import type { Verdict } from "./verdict.ts";

const asked = /\bcertutil(?:\.exe)?\s[^\n]{0,60}-(?:verify)?store\s[^\n]{0,40}"?Remote ?Desktop\b/i;
const heading = /^\s*"?Remote Desktop"? "[^"]{1,60}"\s*$/i;
const certificate = /^\s*=+ \S[^=\n]{2,40} \d+ =+\s*$/;

const missingKey = /Missing stored keyset|\bNTE_BAD_KEYSET\b|0x80090016/i;

export function judgeCertificates(lines: readonly OutputLine[]): Verdict[] {
  const start = lines.findIndex(({ text }) => asked.test(text) || heading.test(text));
  if (start < 0) return [];
  const rows = lines.slice(start).filter(({ joined, isCode }) => !joined && !isCode);
  const listed = rows.filter(({ text }) => certificate.test(text));
  // With several certificates, nothing says which of them is in use.
  if (listed.length !== 1) return [];
  // Without administrator rights certutil reports every key as missing, so the prompt has to show them.
  const isAdmin = lines.some(({ text }) => /\\system32> ?certutil/i.test(text));
  const keyless = isAdmin ? rows.find(({ text }) => missingKey.test(text)) : undefined;
  if (keyless) return [{ says: "CERTIFICATE: NO KEY", line: keyless }];
  const expired = rows.find(({ text }) => /CERT_E_EXPIRED|0x800b0101/i.test(text));
  return expired ? [{ says: "CERTIFICATE: EXPIRED", line: expired }] : [];
}
