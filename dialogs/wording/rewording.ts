/** Selects the reply of a turn that a model may reword, and builds the reworded message. */
import type { Activity, Entity } from "botbuilder-core";
import type { Source, Tree } from "../../knowledge/tree/tree.ts";
import { sentence } from "../words/sentence.ts";
import { findMessageSource, type MessageSource, type Provenance } from "./cards.ts";
import type { Phrasable } from "./phrasables.ts";
import { renderPlain } from "./wording.ts";

/** A wording in the reply with the index `at`. */
export type Offer = { at: number; phrasable: Phrasable; tree: Tree };

// The highest rank is last. Among equals the later reply wins, because it is closest to what the person reads next.
const ranks: Phrasable["kind"][] = ["acknowledgement", "wrap-up", "explanation"];

/** Finds the wording in these replies that a model may reword. Returns undefined if the model may reword none of them. */
export function findOffer(replies: readonly Partial<Activity>[]): Offer | undefined {
  let best: Offer | undefined;
  for (const [at, reply] of replies.entries()) {
    const said = findMessageSource(reply);
    if (!said?.phrasable) continue;
    const { phrasable, tree } = said;
    if (!best || ranks.indexOf(phrasable.kind) >= ranks.indexOf(best.phrasable.kind)) best = { at, phrasable, tree };
  }
  return best;
}

/** Replaces the fixed words of a reply with a model's, marks them as such, and adds the sources of an explained cause. */
export function rewordReply(reply: Partial<Activity>, { phrasable, tree }: Offer, text: string): Partial<Activity> {
  const said = findMessageSource(reply) as MessageSource;
  const citation = makeCitations(tree, said.wording.from?.cause);
  const words = [text, ...citation.map(({ position }) => `[${position}]`)].join(" ");
  const paragraphs = said.wording.paragraphs.map((paragraph) => (paragraph === phrasable.text ? words : paragraph));
  const provenance: Provenance = { ...(reply.channelData.reconnect as Provenance), by: "model" };
  // Label and sources share one entity, because Teams refuses a message with two of this type.
  const label: Label = {
    type: labelType,
    "@type": "Message",
    "@context": "https://schema.org",
    "@id": "",
    additionalType: ["AIGeneratedContent"],
    ...(citation.length > 0 && { citation }),
  };
  return {
    ...reply,
    text: renderPlain({ ...said.wording, paragraphs }),
    channelData: { ...reply.channelData, reconnect: provenance },
    entities: [...(reply.entities ?? []), label],
  };
}

/** The label that marks a message as worded by a model; undefined if it has none. */
export function makeAiLabel({ entities }: Partial<Activity>): Label | undefined {
  return entities?.find((entity): entity is Label => entity.type === labelType);
}

const labelType = "https://schema.org/Message";

/** The format is that of Teams and Web Chat. */
export type Label = Entity & {
  type: typeof labelType;
  "@type": "Message";
  "@context": "https://schema.org";
  /** Web Chat expects an empty id on a label for the whole message. */
  "@id": "";
  additionalType: ["AIGeneratedContent"];
  citation?: Citation[];
};

export type Citation = {
  "@type": "Claim";
  /** The number that refers to this source in the text, in square brackets. */
  position: number;
  appearance: { "@type": "DigitalDocument"; name: string; url: string; abstract: string };
};

// Teams answers 400 if a message exceeds these limits.
const most = { citations: 20, name: 80, abstract: 160 };

function makeCitations(tree: Tree, cause = ""): Citation[] {
  return (tree.causes[cause]?.sources ?? [])
    .flatMap((id) => tree.sources[id] ?? [])
    .filter(({ url }) => /^https?:\/\//i.test(url))
    .slice(0, most.citations)
    .map((source, at) => ({ "@type": "Claim", position: at + 1, appearance: makeAppearance(source) }));
}

function makeAppearance({ title, url, trust, read }: Source): Citation["appearance"] {
  return {
    "@type": "DigitalDocument",
    name: shorten(title, most.name),
    url,
    abstract: shorten(sentence("source", { trust: sentence(`trust.${trust}`), read }), most.abstract),
  };
}

function shorten(words: string, length: number): string {
  return words.length <= length ? words : `${words.slice(0, length - 1).trimEnd()}…`;
}
