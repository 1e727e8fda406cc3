/** The fixed sentences about reports, scripts and .rdp files. */

export const reportTexts = {
  fromReport: (title: string, about: string) => `From the ${title}${about}:`,
  fromReportNothing: (title: string) => `I found nothing in the ${title} that decides anything.`,
  leaveOutReading: 'If one of these is wrong, say for example "leave out a", or "back" for all of them.',
  leftOutReadings: (what: readonly string[]) => `Left out: ${what.join("; ")}. To use it after all, say "put it back".`,
  usedAgain: (what: readonly string[]) => `Used again: ${what.join("; ")}.`,
  nothingLeftOut: "Nothing of that is left out.",
  noSuchReading: (letters: string, last: string) => `There is no reading ${letters}; the letters go from a to ${last}.`,
  theReport: (title: string, host: string, count: number) =>
    `the ${title}${host} with ${count === 1 ? "its reading" : `its ${count} readings`}`,
  scriptItself: "That is the script itself. Run it as described, and paste what it prints.",
  earlierReport: "There is more than one in your message; I used the last one.",
  withoutScript: "All right, without a script then. It takes a few more questions.",
  whyReport: "It answers in one go most of what I would have to ask you otherwise.",
  scriptIsSafe: (sends: string) =>
    `It only reads, and changes nothing. ${sends} "What does it do?" explains each line.`,
  scriptPrints: (keys: readonly string[]) =>
    `It prints short lines in English of the form "name: value", as far as they can be read there: ${keys.join(", ")}. The last line is "End of report", with the number of lines.`,
  reportFaults: {
    unknown: (keys: string) => `I don't know these lines: ${keys}.`,
    damaged: (keys: string) => `These lines are damaged, so I did not use them: ${keys}.`,
    empty: (keys: string) => `These could not be read there: ${keys}.`,
    repeated: (keys: string) => `These lines are in it twice: ${keys}.`,
    contradicting: (keys: string) => `These lines contradict each other, so I used none of them: ${keys}.`,
    "cut-off": (count: string) =>
      /of/.test(count)
        ? `Lines are missing: ${count} are there. What is there counts; paste the rest if you can.`
        : "Its last line is missing, so the end was probably cut off. What is there counts; paste the rest if you can.",
    "no-beginning": () => "Its first line is missing. What is there counts; paste the rest if you can.",
  },
  reportOfOther: (host: string, expected: string) =>
    `Careful: this report is from ${host}, and you connect to ${expected}. If these are two different computers, say "back" and run the script on ${expected}.`,
  reportAboutOther: (host: string, expected: string) =>
    `Careful: this report is about the way to ${host}, and you connect to ${expected}. If these are two different computers, say "back" and run the script after a try to connect to ${expected}.`,
  reportIsOld: (days: number) =>
    `Careful: this report is ${days === 1 ? "a day" : `${days} days`} old. If something has changed since, run the script again and paste the new one.`,
  narrowWindow:
    'That window could not read what matters. Open the 64-bit PowerShell (not the one called x86) and run it there. If it says the same, a policy there limits scripts; then choose "I can\'t run a script".',
  notAsAdministrator:
    "The window was not opened as administrator, so the report could not read what matters. Right-click Start, choose the entry with (Admin), and run it again there.",
  rdpFileFine: "I read the .rdp file. There is nothing in it to repair.",
  rdpFileRepaired: "I read the .rdp file and repaired it. What is different, and why:",
  rdpSet: (setting: string, old: string, value: string, because: string) =>
    `- ${setting}: ${old} becomes ${value}. ${because}`,
  rdpRemoved: (setting: string, because: string) => `- ${setting} is left out. ${because}`,
  rdpFileUse:
    "Save this under a new name beside the old file, and start the connection from it. Windows shows a security window for every .rdp file; check the address in it.",
  explainReport: "What the script does, line by line:",
  scriptOnRequest: 'Say "print" and I show the script here.',
  together: "A few short questions at once. Answer what you know, and leave the rest.",
  howTogether: 'Leave out what you don\'t know. Say "one at a time, please", then "how", and I explain each question.',
  oneByOneInWords: "  (or say: one at a time, please)",
  togetherInWords: "Answer in one message and in your own words, one line for each if you like:",
  ifYouMay: "If you are an administrator there, one script answers most of my questions. If not, just say so.",
  showFile: (file: string) => (file.endsWith(".rdp") ? "Show the file" : "Show the script"),
} as const;
