/** What the server report prints on a computer whose own certificate has expired. */

const expired = {
  made: "2026-01-05T09:00:00Z",
  host: "SRV01",
  admin: "yes",
  "way-in": "screen",
  build: "17763.5458",
  "cert-bound": "none",
  "cert-date": "expired",
  "cert-key": "present",
  "cert-issuer": "itself",
  "cert-name": "same",
  "key-readable": "yes",
  "key-folder": "good",
  log: "read",
  events: "1058x1@2026-01-05T08:59:00Z",
};

/** The whole report, with other values for some of its lines. */
export function serverReport(values: Partial<Record<keyof typeof expired | "reached", string>> = {}): string {
  const lines = Object.entries({ ...expired, ...values }).map(([key, value]) => `${key}: ${value}`);
  return ["Reconnect report 1 server", ...lines, `End of report: ${lines.length} lines`].join("\n");
}
