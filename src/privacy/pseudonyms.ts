/** Gives people and machines pseudonyms. A person or machine keeps the same pseudonym in all forms of the name. */
import { type Match, pseudonym } from "./findMatches.ts";
import { isPlainWord } from "./words.ts";

type Forms = {
  /** Forms by which the name is recognized; another name may share one of them. */
  sameAs(name: string): string[];
  /** Forms that mean the name anywhere in a text. */
  aliases(name: string): string[];
};

export class Pseudonyms {
  readonly #prefix: string;
  readonly #forms: Forms;
  readonly #known = new Map<string, string>();
  readonly #aliases = new Map<string, string>();
  #pattern: RegExp | undefined;
  #last: number;
  #count = 0;

  /** `last`: the highest number that is already in use. */
  constructor(prefix: string, forms: Forms, last: number) {
    this.#prefix = prefix;
    this.#forms = forms;
    this.#last = last;
  }

  get count(): number {
    return this.#count;
  }

  /** The pseudonym of a name: `as`, the known one, or a new one. A name that is already a pseudonym is returned unchanged. */
  rename(name: string, as = this.#find(name)): string {
    if (name === "" || pseudonym.test(name)) return name;
    const replacement = as ?? this.#makeNext();
    for (const form of this.#forms.sameAs(name))
      if (!this.#known.has(fold(form))) this.#known.set(fold(form), replacement);
    for (const alias of this.#forms.aliases(name))
      if (!this.#aliases.has(alias)) {
        this.#aliases.set(alias, replacement);
        this.#pattern = undefined;
      }
    return replacement;
  }

  /** Finds the known names in a text, as whole words and in upper or lower case. */
  findKnown(text: string): Match[] {
    if (this.#aliases.size === 0) return [];
    this.#pattern ??= new RegExp(
      `(?<![\\p{L}\\p{N}_])(?:${[...this.#aliases.keys()]
        .sort((a, b) => b.length - a.length)
        .map(RegExp.escape)
        .join("|")})(?![\\p{L}\\p{N}_])`,
      "giu",
    );
    return (
      [...text.matchAll(this.#pattern)]
        .map((match) => ({ at: match.index, text: match[0] }))
        // A name that is also an everyday word, such as Will, counts only with the same capitals.
        .filter((match) => !isPlainWord(match.text) || this.#aliases.has(match.text))
    );
  }

  #find(name: string): string | undefined {
    for (const form of this.#forms.sameAs(name)) {
      const known = this.#known.get(fold(form));
      if (known) return known;
    }
    return undefined;
  }

  #makeNext(): string {
    this.#last += 1;
    this.#count += 1;
    return `${this.#prefix}-${this.#last}`;
  }
}

/** Folds case. Uppercasing first also unifies letters such as ß, which becomes SS. */
function fold(text: string): string {
  return text.toUpperCase().toLowerCase();
}

const words = (name: string): string[] =>
  name.split(/[\s,()]+/).filter((word) => /\p{L}{2}|\p{L}\p{M}*\p{L}|\p{Lo}/u.test(word));
const isNumber = (name: string): boolean => /^[+(]?\d[\d\s()./-]*$/.test(name);
const digits = (name: string): string => name.replace(/\D/g, "").replace(/^00/, "");

export const personForms: Forms = {
  sameAs(name) {
    if (isNumber(name)) return [digits(name)];
    const short = /^([^@\s]+)@\S+$/.exec(name)?.[1] ?? /^[^\\\s]+\\([^\\\s]+)$/.exec(name)?.[1];
    if (short) return [name, short];
    const parts = words(name);
    return parts.length > 1 ? [name, parts.join("."), ...parts] : [name];
  },
  aliases(name) {
    return this.sameAs(name).filter((form) =>
      isPlainWord(form) ? /^\p{Lu}\p{Ll}/u.test(form) : /\p{L}/u.test(form) ? form.length > 1 : form.length > 4,
    );
  },
};

const address = /^[\d.]+$|:/;

export const hostForms: Forms = {
  // The short name of a machine is the first part of its full name.
  sameAs(name) {
    const bare = name.replace(/\.$/, "");
    return address.test(bare) ? [bare] : [bare, bare.split(".")[0] ?? bare];
  },
  aliases(name) {
    const [bare = name, short] = this.sameAs(name);
    // A short name such as "vpn" usually means something else, so it needs a digit or hyphen to be an alias.
    return [bare, ...(short && short !== bare && /[\d-]/.test(short) ? [short] : [])].filter(
      (alias) => alias.length > 1 && !isPlainWord(alias),
    );
  },
};
