/** The fixed sentences of the dialogs. Questions, instructions and warnings are in the tree, not here. */
import type { HelpDesk, Outlook } from "./helpDesk.ts";

export const texts = {
  welcome:
    'Hello. I help with one fault: Windows Remote Desktop saying "error code 0x904, extended error code 0x7". I ask a few questions, give the fix for your cause step by step, and hand everything to a technician when that is not enough.',
  begin: "What does Remote Desktop say?",
  starters: ["It says 0x904 and 0x7", "It says another code", "How do I copy the message?"],
  welcomeHow:
    'You can say "technician" at any time, and "back" to take an answer back. What we write is kept for the help desk.',
  iRead: (what: string) => `I read: ${what}. If that is wrong, say "back".`,
  youWrote: (words: string) => `You wrote "${words}". Do I understand that right?`,
  doYouMean: (words: string, answers: readonly string[]) =>
    `You wrote "${words}". Do you mean ${answers.map((answer) => `"${answer}"`).join(" or ")}?`,
  fromYourWords: (words: string, answer: string) => `(You wrote "${words}". "${answer}"?)`,
  perhaps: (answers: readonly string[]) => `Perhaps: ${answers.join(" or ")} (not confirmed)`,
  notSureYet: "No hurry. Tell me when you know.",
  changedTo: (what: string) => `Changed: ${what}`,
  nearAnswers: "I'm not sure which of these you mean:",
  otherExtended: (hex: string) =>
    `The extended code is ${hex}, not the usual 0x7. The first number decides, so I go on with 0x904.`,
  tookBack: (what: string) => `Taken back: ${what}.`,
  nothingToTakeBack: "There is nothing to take back. A step that was done stays done; I only ask to put it back.",
  stale: "That button belongs to an earlier question and changed nothing. Here is where we are:",
  example: (value: string) => `For example: ${value}`,
  wrongValue: (example: string) =>
    `That cannot go into a command as it is. I need just the value, such as ${example}. If you cannot tell, say so.`,
  pasteIt: "Copy all that it prints, and paste it here.",
  pasteLog: "Copy what you see there, and paste it here.",
  orAnswer: (ask: string) => `If you can't copy it, answer this instead: ${ask}`,
  pickInstead: "Pick from a list instead",
  lookHeading: "A look that changes nothing",
  fixHeading: (title: string) => `To try: ${title}`,
  testHeading: (title: string) => `A test: ${title}`,
  expect: (what: string) => `You should see: ${what}`,
  thenAnswer: (ask: string) => `Then answer in the chat: ${ask}`,
  undoLater: (undo: string) => `If it does not help, it is put back: ${undo}`,
  toUndo: (undo: string) => `To undo: ${undo}`,
  undoAfterTest: (undo: string) => `Right after the try it is put back: ${undo}`,
  noUndo: (why: string) => `It is not undone afterwards. ${why}`,
  tryNow: "Now try to connect with Remote Desktop once. Does it work?",
  tryBefore:
    "That may have been enough. Try to connect with Remote Desktop once before the next step. Does it work already?",
  revertHeading: "Put it back first",
  revertWhy: (did: string) => `What you did: ${did}`,
  askHandOver: "Shall I hand it over?",
  askedFor: 'Hand it over as it is, or add what helps first. "Technician" once more does it too.',
  form: {
    impact: "What can you not do meanwhile?",
    urgency: "How urgent is it?",
    urgencies: { now: "I cannot work at all", today: "I need it today", "can-wait": "It can wait" },
    choose: "Choose, if you like",
    name: "Your name",
    contact: "How can you be reached, if you leave this chat?",
    conversation: "Our conversation, word for word",
    passedOn: "This is passed on:",
    leaveOut: "Untick what you want to keep to yourself. Every field may stay empty.",
    leaveOutInWords: 'To keep something to yourself, say for example "leave out a".',
    kept: "you keep this to yourself",
    tellInWords: (labels: readonly string[]) =>
      `If you like, tell me first, in one message: ${labels.join(" ")} Or just say yes.`,
  },
  keptBack: (count: number) =>
    count === 1 ? "One thing stays with you, as you wished." : `${count} things stay with you, as you wished.`,
  toldNoted: "I pass that on with it.",
  toldInPart: "That is more than the form takes: I pass on its beginning, and all of it is in our conversation.",
  fieldCut:
    "You wrote more than the form takes, and its end is missing. Write it here, and it goes to the technicians.",
  goOnThen: "All right, we go on without one.",
  closed: {
    works: "Good, it works. I close this here. If it comes back, just write again.",
    "started-over": "All right, we start over.",
    stopped: "All right, I stop here. What we wrote is kept for the help desk; when you write again, we begin anew.",
  },
  worksBecause: (title: string) => `What it was: ${title}`,
  kept: (steps: readonly string[]) => `These steps were done and stay as they are: ${steps.join("; ")}.`,
  putBackFirst: "Good. First the change for the test has to be put back, and then we see whether it still works.",
  leaving: "Before we stop, one thing has to be put back.",
  finding: "It connects now, while the change is in place. That is a finding, not yet the cure.",
  declined: 'All right. I have nothing further by myself. Say "technician" whenever you want one, or "start over".',
  tried: "What we know and what was tried",
  nothingKnown: "Nothing yet.",
  handedOver: (reference: string, { name, contact, hours }: HelpDesk) =>
    [
      `It is handed over. Your reference is ${reference}.`,
      contact
        ? `You reach ${name} at ${contact}${hours ? ` (${hours})` : ""}; name the reference.`
        : "Keep it; the technician who calls you knows it.",
    ].join(" "),
  handedOverAgain: (reference: string) => `It is with the technicians again, under the same reference: ${reference}.`,
  outlook: ({ attended, hours, hasDesk }: Outlook): string => {
    if (!hasDesk) return texts.noDesk;
    const open = hours && `The desk hours are: ${hours.inWords}.`;
    if (hours && !hours.open)
      return `The technicians' desk is closed now${hours.opens ? ` and opens ${hours.opens}` : ""}${attended ? ", though somebody has it in front of them" : ""}. ${open}`;
    if (attended) return "Somebody is at the technicians' desk at this moment.";
    if (attended === undefined) return open ?? "";
    if (hours) return `Nobody has the technicians' desk in front of them at this moment. ${open}`;
    return "Nobody has the technicians' desk in front of them at this moment; it is there when they come.";
  },
  waits: (reference: string, { waiting, hasDesk }: Outlook): string => {
    if (!hasDesk) return texts.stored(reference);
    if (!waiting) return `${reference} is at the technicians' desk, and nobody has taken it yet.`;
    const { since, before } = waiting;
    const queue =
      before === 0 ? "it is the next one" : before === 1 ? "one other is before it" : `${before} are before it`;
    return `${reference} has been at the technicians' desk for ${since}, and nobody has taken it yet; ${queue}.`;
  },
  notYetAt: (targets: readonly string[]) =>
    `It has not reached the help desk by ${targets.join(" or ")} yet; that is tried again by itself.`,
  mayLeave: "You may close this page; the answer is here when you come back.",
  withdrawn: (reference: string) =>
    `All right, ${reference} is withdrawn; nobody at the technicians' desk will work on it.`,
  cannotWithdraw: (reference: string) =>
    `Something is still changed, so ${reference} stays with the technicians. Put it back and tell me here, and it can be withdrawn.`,
  nothingToWithdraw: 'Nothing was handed over. "back" takes an answer back, and "stop" ends this.',
  joined: (by: string) => `${by}, a technician, has taken over. You talk with ${by} now, here in this chat.`,
  staleWaiting: (reference: string) =>
    `That button belongs to an earlier question and changed nothing. ${reference} is with the technicians.`,
  confirmNews: (by: string) => `${by} says that it is done. What is missing is your word on whether it works.`,
  sourcePage: (title: string, url: string) => `Source: ${title}, ${url}`,
  askWhy: 'Say "why" and I explain why I think so.',
  whyThis: "Why I think so",
  mostLikely: (title: string, because: readonly string[]) =>
    `My best guess so far: ${title}.${because.length > 0 ? ` What speaks for it: ${because.join("; ")}.` : ""}`,
  whatNow: "That tells a lot. What does it say now? Copy it, or type the numbers.",
  testLater: "That's fine. Try it when you can, then come back and tell me what happened. I'll be at this point.",
  neighbourHeading: (title: string) => `Another fault: ${title}`,
  neighbourChecks: "Three safe things to check first:",
  neighbourAsk: "Did one of these help?",
  stepHeading: (number: number, count: number, title: string) => `Step ${number} of ${count}: ${title}`,
  iThink: (title: string) => `I think: ${title}`,
  typeIn: (window: string) => `In ${window}`,
  confirmLater: "Take your time. Try to connect when you can, and tell me then whether it works.",
  away: (by: string) =>
    `${by} has your case, but does not have the desk open at this moment. What you write waits there; if you need nobody any more, say "withdraw".`,
  keepsBack: (labels: readonly string[]) => `You keep to yourself: ${labels.join("; ")}`,
  notYetPassedOn:
    "Nothing is passed on yet. Untick what you want to keep to yourself, or say which; it goes out only when you say yes.",
  walkedAway: "You asked for a technician and have not written for a while, so I have handed it over as it was.",
  unconfirmed: "Handed over because nobody wrote for a while; the person had asked, and had not confirmed it.",
  youTold: (parts: readonly string[]) => `You told: ${parts.join("; ")}`,
  whoReads: "The technicians of this help desk read it, and whoever they work with on it. Passwords are masked.",
  startOverWaiting: (reference: string) =>
    `${reference} is with the technicians. If you need nobody for it any more, say "withdraw"; then we start over. If something else is wrong as well, write it here.`,
  nothingToTakeBackThere:
    'What was passed on stays there. Write what was wrong with it, and it is added; or say "withdraw".',
  whyWaiting: "A technician goes on from here with all that is known, so I ask nothing more.",
  noDesk: "The answer does not come in this chat: the help desk reads it elsewhere.",
  stored: (reference: string) => `${reference} is stored for the help desk.`,
  hubJoined: "An agent of the help desk has taken over.",
  hubFailed: (reference: string) =>
    `No agent could take over just now. ${reference} stays at the technicians' desk; ask "any news?" for how it stands.`,
  waitingStarters: ["Any news?", "Withdraw"],
  released: (by: string) => `${by} leaves this to a colleague. It is back at the technicians' desk.`,
  handedBack: (by: string) => `${by} has handed you back to me. I go on with what is known now.`,
  resolved: (by: string) => `${by} says that it is done.`,
  confirm: "Please try to connect once. Does it work now?",
  reopened: (reference: string) => `Then it goes on: ${reference} is open again, and the technicians see it.`,
  whatWasStored: "This is what was passed on, besides our conversation:",
  openChange: (did: string, undo: string) => `Still changed: ${did} To put it back: ${undo}`,
  untilThen:
    'What you write now is added to it. Ask "any news?" for how it stands, or say "withdraw" if you need nobody any more.',
  added: (reference: string) => `Added to ${reference}.`,
  addedWorks: (reference: string) =>
    `Good. I added to ${reference} that it works; a technician still has to look at what was changed.`,
  help: 'Press a choice, type its number, or say it in your own words; you can paste messages and logs as they are. Words I always know: "technician", "back", "why", "what have we tried", "print", "start over", "stop".',
  whyRevert: "It was changed for a try only. Left as it is it would be a risk, or would confuse whoever looks next.",
  pastedNothing: 'I found nothing in it that I know. Pick what you see, or choose "I cannot do this".',
  skipped: "All right, I count that as tried.",
  stillChanged:
    "The changes named above are still in place, and the technicians know of it. If you can put them back yourself, do, and tell me here.",
  waitOrStartOver: (reference: string) =>
    `All right. ${reference} stays with the technicians; you need not do anything.`,
  whyStep: "It is the next thing the tree has for what we know so far, cheapest and safest first.",
  denied:
    'That mostly means that the window was not opened as administrator. Close it, right-click the program, choose "Run as administrator", and run the command again. If it still says so, choose "I cannot do this".',
  safe: (risk: string, undo: string) => `The risk of this step is ${risk}. ${undo}`,
  safeQuestion: "Answering changes nothing. Before every step I say what it risks and how it is undone.",
  takes: (minutes: number) => `About ${minutes} minute${minutes === 1 ? "" : "s"}.`,
  stopWithOpenChange: (reference: string) =>
    `${reference} is with the technicians. One thing is still changed, though; if you can put it back, do, and tell me here.`,
  putBackNoted: (reference: string) =>
    `Thank you. I added to ${reference} that it is put back; the technician will check.`,
  yourAnswer: "your last answer",
  noHow: 'I have no more to say about how. If it stays unclear, choose "I cannot do this", or say "technician".',
  print: "The steps on one page, to print or to send to yourself before a restart:",
  printNothing: "There are no steps to print at this moment.",
  unclear: 'I did not understand that. Press a choice or type its number, or say "technician".',
  noted: "Noted.",
  hostNamed: (host: string) => `"${host}" as the remote computer`,
  talk: {
    greeting: "Hello.",
    thanks: "You are welcome.",
    insult: 'I can see that this is maddening. We can go on, or say "technician" and a person takes over.',
    frightened:
      "Nothing you do here can break the remote computer by itself: I say before every step what it risks, and what is changed gets put back.",
    hurried:
      'I keep it as short as I can. If it must be a person at once, say "technician" and you get one with all that is known.',
    waiting: "Take your time. I wait, and nothing is lost.",
    empty: "There was nothing in that message.",
    picture:
      "I cannot read pictures. Click the Remote Desktop window, press Ctrl+C, and paste here with Ctrl+V, or type the numbers.",
    whoAreYou: 'I am a program that follows a decision tree written by people. Say "technician" for a person.',
    triedAll:
      'Understood, you have tried a lot. I go through it in the order that rules most out; say "already tried" at a step and I skip it.',
    otherLanguage:
      'I did not understand that. I reply in English, and understand English best, then German, French and Spanish; error numbers and error windows I read in many languages. Short words are fine. Or say "technician".',
  },
  wordedByModel: "AI-generated wording.",
  trust: {
    high: "Documentation of the maker",
    medium: "Reports with evidence",
    low: "Said on web pages",
  },
  source: (trust: string, read: string) => `${trust}, read on ${read}.`,
  masked:
    "There was a password or key in your message. I have masked it and did not keep it; if others could see it here, change it.",
  by: (name: string, text: string) => `${name} (technician): ${text}`,
  failed:
    'Something went wrong on our side and your last message had no effect. Please send it again, or say "technician" and a person takes over.',
} as const;
