/** Pseudonyms: the same person or machine keeps one, in whatever form the name appears. */
import { type Found, pseudonym } from "./found.ts";
import { isPlainWord } from "./words.ts";

type Forms = {
  /** Forms by which a name is recognised again; another name may share one. */
  sameAs(name: string): string[];
  /** Forms that stand for the name anywhere in a text. */
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

  /** `last`: the highest number that is taken. */
  constructor(prefix: string, forms: Forms, last: number) {
    this.#prefix = prefix;
    this.#forms = forms;
    this.#last = last;
  }

  get count(): number {
    return this.#count;
  }

  /** The pseudonym of a name, `as` if given and a new one for a new name. A pseudonym stays as it is. */
  rename(name: string, as = this.#find(name)): string {
    if (name === "" || pseudonym.test(name)) return name;
    const one = as ?? this.#another();
    for (const form of this.#forms.sameAs(name)) if (!this.#known.has(fold(form))) this.#known.set(fold(form), one);
    for (const alias of this.#forms.aliases(name))
      if (!this.#aliases.has(alias)) {
        this.#aliases.set(alias, one);
        this.#pattern = undefined;
      }
    return one;
  }

  /** Finds the known names in a text, as whole words and in any case. */
  findKnown(text: string): Found[] {
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
        // A name that is also a word of everyday language counts only as it was written.
        .filter((found) => !isPlainWord(found.text) || this.#aliases.has(found.text))
    );
  }

  #find(name: string): string | undefined {
    for (const form of this.#forms.sameAs(name)) {
      const known = this.#known.get(fold(form));
      if (known) return known;
    }
    return undefined;
  }

  #another(): string {
    this.#last += 1;
    this.#count += 1;
    return `${this.#prefix}-${this.#last}`;
  }
}

/** Upper and lower case are one, also where one of them has two letters for one. */
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
    const all = words(name);
    return all.length > 1 ? [name, all.join("."), ...all] : [name];
  },
  aliases(name) {
    return this.sameAs(name).filter((form) =>
      isPlainWord(form) ? /^\p{Lu}\p{Ll}/u.test(form) : /\p{L}/u.test(form) ? form.length > 1 : form.length > 4,
    );
  },
};

const address = /^[\d.]+$|:/;

export const hostForms: Forms = {
  // A machine's short name is the first part of its name in the domain; a domain by itself has none.
  sameAs(name) {
    const bare = name.replace(/\.$/, "");
    return address.test(bare) ? [bare] : [bare, bare.split(".")[0] ?? bare];
  },
  aliases(name) {
    const [bare = name, short] = this.sameAs(name);
    // Too much is called "vpn" that is no machine.
    return [bare, ...(short && short !== bare && /[\d-]/.test(short) ? [short] : [])].filter(
      (alias) => alias.length > 1 && !isPlainWord(alias),
    );
  },
};
