/** What an administrator says, from the first message to a step of a fix. */
export const toTheFix = [
  "0x904 0x7, server 2019, nobody gets in, same lan, nothing changed. I am administrator of both, console access. System log: Schannel 36870 and event 1057",
  "I can't run a script",
  "yes",
  "BOUND: NONE\nCERTIFICATE: EXPIRED\nSERVICES: RUNNING",
  "Yes, the permissions are right",
];
