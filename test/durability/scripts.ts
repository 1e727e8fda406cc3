/** What people say while the server is killed under them. In brackets stands the label of a button. */
export const scripts: readonly (readonly string[])[] = [
  // A server that nobody reaches: an answer taken back, and a technician in the end.
  [
    "Remote Desktop says Error code: 0x904 Extended error code: 0x7",
    "[Done]",
    "same error",
    "no, straight",
    "back",
    "through a vpn",
    "[Back]",
    "no, straight",
    "nobody can connect to it",
    "1",
    "no, I just work here",
    "[Yes, hand it over]",
    "it still does not work",
  ],
  // One person alone: fixes that do not help, a test whose change is put back.
  [
    "0x904 0x7, straight on the same network. others can connect to it, only me not. I am an admin of this PC",
    "I cannot do this",
    "I cannot do this",
    "same error",
    "I cannot do this",
    "same error",
    "done",
    "no",
    "[Done]",
    "what have we tried",
    "technician",
    "it is urgent",
    "[Yes, hand it over]",
  ],
  // It works, and later there is a new problem.
  ["hello", "0x904", "[Done]", "it works now", "start over", "0x904 again", "not sure", "technician"],
  // A person at once.
  ["0x904", "technician", "nobody has called yet", "[Yes, hand it over]"],
];
