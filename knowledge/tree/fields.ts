/** The fields from which the schema of a tree file is built. */
import * as z from "zod";

export const text = z.string().trim().min(1, "is empty; write a sentence");
export const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const id = z
  .string()
  .regex(idPattern, "is not an id: use lowercase letters, digits and single hyphens, as in rd-gateway");
export const pattern = z.string().refine(compiles, "is not a valid regular expression");
export const minutes = z.number().positive().max(240);

function compiles(source: string): boolean {
  try {
    new RegExp(source, "imu");
    return true;
  } catch {
    return false;
  }
}

// The length that fits on a button of a card in Teams.
export const label = text.max(48, "is too long for a button; use at most 48 characters");

/** Where a command is typed. */
export const windows = {
  powershell: "PowerShell",
  "powershell-admin": "PowerShell as administrator",
  "command-prompt": "Command Prompt",
  "linux-shell": "a Linux shell",
  "cloud-console": "the cloud console",
} as const;
export const window = z.enum(Object.keys(windows) as [keyof typeof windows, ...(keyof typeof windows)[]]);
