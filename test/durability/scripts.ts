/** What people say while the server is killed. Brackets contain the label of a button. */
export const scripts: readonly (readonly string[])[] = [
  // A server that is unreachable for everyone: an answer is taken back, and finally a technician.
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
    "[Hand over]",
    "it still does not work",
  ],
  // Only one person is affected: fixes that do not help, and a test whose change is put back.
  [
    "0x904 0x7, straight on the same network. others can connect to it, only me not. I am an admin of this PC",
    "I can't do this",
    "I can't do this",
    "same error",
    "I can't do this",
    "same error",
    "done",
    "no",
    "[Done]",
    "what have we tried",
    "technician",
    "it is urgent",
    "[Hand over]",
  ],
  // It works, and later there is a new problem.
  ["hello", "0x904", "[Done]", "it works now", "start over", "0x904 again", "not sure", "technician"],
  // The person asks for a technician at once.
  ["0x904", "technician", "nobody has called yet", "[Hand over]"],
];
