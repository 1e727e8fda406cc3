/** Forty people who ask for a technician, each with a computer, a story and a way to be reached. */

export type Caller = { name: string; contact: string; host: string; says: readonly string[] };

const names = ["Ada", "Ben", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas"] as const;
const surnames = ["Lang", "Okafor", "Rossi", "Novak"] as const;
const stories = [
  "0x904 0x7 when I connect to {host} over the VPN, only me, since this morning",
  "nobody gets into {host} since the update last night, error code 0x904, extended error code 0x7, same building",
  "[Window Title] Remote Desktop Connection [Content] An internal error has occurred. Error code: 0x904 Extended error code: 0x7. I connect to {host} through the RD gateway",
  "Remote Desktop to {host} fails with 0x904/0x7 since yesterday, Windows Server 2012, my colleagues can get in",
  "0x904 extended 0x7 on {host}, it is our Azure VM, worked until Monday",
  "I have a caller who can't get into {host}: 0x904 and 0x7, she works from home",
  "hi, rdp error 0x904 0x7, computer is called {host}, no vpn, everyone is hit since 8 am",
  "0x904 with 0x7 from my new Windows 11 25H2 laptop to {host}, which is an old Windows 7",
] as const;
const urgencies = ["need it today", "it can wait", "urgent, payroll is stuck", ""] as const;

export function makeCallers(count: number): Caller[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `${names[at % names.length]} ${surnames[Math.floor(at / names.length) % surnames.length]}`;
    const host = `${["srv", "pc", "ts", "vm"][at % 4]}-${["fin", "hr", "lab", "ops", "dev"][at % 5]}-${String(at + 1).padStart(2, "0")}`;
    const contact = at % 3 === 0 ? `${name.toLowerCase().replace(" ", ".")}@corp.example` : `ext. ${4100 + at}`;
    const story = (stories[at % stories.length] ?? "").replace("{host}", host);
    const wish = [`yes, I'm ${name}, reach me at ${contact}`, urgencies[at % urgencies.length]]
      .filter(Boolean)
      .join(", ");
    return { name, contact, host, says: [story, "technician", wish] };
  });
}
