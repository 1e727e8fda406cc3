/** What a person's words to a technician seem to say: chips that record it with one press. */
import { mentionsPutBack } from "../../dialogs/hearing/putBack.ts";
import { findAnswer, saysItWorks } from "../../dialogs/hearing/shortAnswers.ts";
import { nameAnswer } from "../../dialogs/wording/chips.ts";
import { nameChange } from "../../dialogs/wording/summary.ts";
import { sentence } from "../../dialogs/words/sentence.ts";
import type { OpenCase } from "../../knowledge/case/openCase.ts";
import { findCause } from "../../knowledge/case/openChanges.ts";
import { listRights } from "../../knowledge/case/technicianCase.ts";
import { understand } from "../../knowledge/reading/understand.ts";
import type { Offer } from "./desk.ts";

/** How probable an answer must be to be offered. */
const leastProbable = 0.5;

/** A row of chips, not a list. */
const mostOffers = 4;

/** "The branch office gateway" joins networks, and no Remote Desktop Gateway. */
const ofNetwork = /\b(?:branch|office|site|default|internet|network|lan|wan|home|provider)['\u2019s]*[\s-]+gateway\b/i;

/** What the words say and the case does not know yet. `isLatest`: the person has written nothing since. */
export function listOffers(open: OpenCase, text: string, { isLatest }: { isLatest: boolean }): Offer[] {
  const { knowledge, standing } = open;
  const { tree } = knowledge;
  const rights = listRights(tree);
  const { facts: sure, likely = [], reports = [], host } = understand(knowledge, text);
  if (reports.length > 0)
    return reports.map(({ report }) => {
      const title = tree.reports[report]?.title ?? report;
      return { name: title, about: title, action: { kind: "read", text } };
    });
  const isNews = (fact: string, answer: string) => !standing.facts.get(fact)?.answers.includes(answer);
  // The technician decides, so what is only likely is offered too.
  const probable = likely.filter(
    ({ fact, probability }, at) =>
      probability >= leastProbable &&
      !sure.some((read) => read.fact === fact) &&
      // One answer for each question, the most probable.
      !likely.some((other, before) => other.fact === fact && (other.probability > probability || before < at)),
  );
  const answers = [...sure, ...probable]
    .filter(({ fact, answer }) => fact !== "code" && !rights.has(fact) && tree.facts[fact] && isNews(fact, answer))
    .filter(({ answer, from }) => answer !== "gateway" || !ofNetwork.test(from))
    .map(({ fact, answer }): Offer => {
      const before = tree.facts[fact]?.many ? (standing.facts.get(fact)?.answers ?? []) : [];
      const about = tree.facts[fact]?.ask ?? fact;
      return {
        name: nameAnswer(tree, fact, answer),
        about,
        action: { kind: "record", fact, answers: [...before, answer] },
      };
    });
  const name: Offer[] =
    host && tree.blanks.host && standing.values.get("host") !== host.host
      ? [{ name: host.host, about: tree.blanks.host.ask, action: { kind: "fill", blank: "host", value: host.host } }]
      : [];
  return [...(isLatest ? offerEnd(open, text) : []), ...answers, ...name].slice(0, mostOffers);
}

/** What the words say about the end: that a change was put back, or that it works. */
function offerEnd({ knowledge: { tree }, standing }: OpenCase, text: string): Offer[] {
  const { openChanges, fixed } = standing;
  if (mentionsPutBack(text))
    return openChanges.map((change) => ({
      name: sentence("desk-page.conversation.put-back"),
      about: sentence("desk-page.conversation.put-back-about", { what: nameChange(tree, change) }),
      action: { kind: "put-back", change: change.event },
    }));
  if (fixed || !(saysItWorks(text) || findAnswer(text) === "works")) return [];
  const fix = openChanges.findLast(({ of }) => findCause(of) !== null);
  const name = sentence("desk-page.conversation.works");
  return fix
    ? [{ name, about: sentence("desk-page.conversation.works-about"), action: { kind: "keep", change: fix.event } }]
    : [{ name, about: sentence("desk-page.conversation.works-resolve"), action: null }];
}
