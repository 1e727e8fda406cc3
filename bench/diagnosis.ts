/** A whole diagnosis from a fix that does not help to the hand-over: what the person types, and what each answer must contain. */
export const diagnosis: readonly { says: string; hears: string }[] = [
  {
    says: "Remote Desktop says Error code: 0x904 Extended error code: 0x7",
    hears: "The remote computer is still starting",
  },
  { says: "did that, same error", hears: "Does the connection go through something" },
  { says: "no, straight", hears: "Who gets in and who does not?" },
  { says: "nobody can connect to it", hears: "What kind of computer" },
  { says: "1", hears: "Are you an administrator of the remote computer?" },
  { says: "no, I just work here", hears: "Shall I hand it over?" },
  { says: "yes", hears: "Your reference is" },
];
