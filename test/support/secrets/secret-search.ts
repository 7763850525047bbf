import type { Secret } from "./secret";
import { formsOf } from "./secret-forms";

/** A secret that was found. */
export interface Finding {
  readonly secret: Secret;
  /** The word in which it stands, e.g. a whole address, with `<secret>` in its place. */
  readonly word: string;
}

/** Stands for the secret in a finding. */
export const HIDDEN = "<secret>";

/** Only a long word can hold a secret, encoded or not; an address is one word. */
const LONG_WORD = /[\w+/=.%~:?&;,@!*'()-]{16,}/g;
const IS_IN_WORD = /^[\w+/=.%~-]+$/;

/** How many characters at its end a form is looked up by. */
const TAIL = 16;

const HASHES = 2 ** 16;

/** A hash of the four characters before a position. */
function endingAt(text: string, end: number): number {
  let hash = 0;
  for (let at = end - 4; at < end; at++) hash = hash * 37 + text.charCodeAt(at);
  return hash % HASHES;
}

interface Form {
  readonly text: string;
  readonly secret: Secret;
}

/**
 * Looks for many secrets in long texts at once. The cost grows with the text, not with the number of secrets: the
 * different long words of a text are few, and each position in them is looked up in a table of endings.
 */
export class SecretSearch {
  readonly #byTail = new Map<string, Form[]>();
  /** Which hashes the last characters of tails have: most positions of a text end here. */
  readonly #endings = new Uint8Array(HASHES);
  /** With characters that end a word. */
  readonly #anywhere: Form[] = [];

  constructor(secrets: Iterable<Secret>) {
    for (const secret of secrets) for (const text of formsOf(secret)) this.#add({ text, secret });
  }

  /** Everything that stands in a text; the same secret in the same word once. */
  in(text: string): readonly Finding[] {
    const findings = [...new Set(text.match(LONG_WORD))].flatMap((word) => this.#inWord(word));
    for (const form of this.#anywhere) {
      if (text.includes(form.text)) findings.push({ secret: form.secret, word: HIDDEN });
    }
    return findings;
  }

  #add(form: Form): void {
    if (!IS_IN_WORD.test(form.text)) {
      this.#anywhere.push(form);
      return;
    }
    const tail = form.text.slice(-TAIL);
    this.#endings[endingAt(tail, TAIL)] = 1;
    const others = this.#byTail.get(tail);
    if (others === undefined) this.#byTail.set(tail, [form]);
    else others.push(form);
  }

  #inWord(word: string): Finding[] {
    const found = new Map<Secret, Finding>();
    for (let end = TAIL; end <= word.length; end++) {
      if (this.#endings[endingAt(word, end)] === 0) continue;
      const forms = this.#byTail.get(word.slice(end - TAIL, end));
      if (forms === undefined) continue;
      for (const { text, secret } of forms) {
        if (!word.endsWith(text, end)) continue;
        const before = found.get(secret)?.word ?? word;
        found.set(secret, { secret, word: before.replaceAll(text, HIDDEN) });
      }
    }
    const known = [...found.values()].filter(({ secret }) => secret.kind !== "unknown secret");
    return known.length > 0 ? known : [...found.values()];
  }
}
