/** A whole diagnosis up to the hand-over: what the person types, and what each answer must contain. */
export const diagnosis: readonly { says: string; hears: string }[] = [
  { says: "Remote Desktop says Error code: 0x904 Extended error code: 0x7", hears: "A few short questions at once." },
  {
    says: "nobody, straight in the same building, windows server 2019, nothing changed that I know of",
    hears: "If you are an administrator there",
  },
  { says: "no, I just work here", hears: "Not handed over yet" },
  { says: "yes", hears: "Your reference is" },
];
