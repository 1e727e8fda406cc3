/** A whole diagnosis up to the hand-over: what the person types, and what each answer must contain. */
export const diagnosis: readonly { says: string; hears: string }[] = [
  { says: "Remote Desktop says Error code: 0x904 Extended error code: 0x7", hears: "Who gets in and who doesn't?" },
  { says: "nobody can connect to it", hears: "If you are an administrator there" },
  { says: "no, I just work here", hears: "How do you get to that computer?" },
  { says: "straight, same building", hears: "What kind of computer" },
  { says: "1", hears: "Did anything change" },
  { says: "nothing that I know of", hears: "Shall I hand it over?" },
  { says: "yes", hears: "Your reference is" },
];
