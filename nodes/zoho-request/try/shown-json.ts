import { redactJson } from "../../../src/errors/redact";
import type { ShownJson } from "../admin-api";

/** What a person looks at in a dialog ends here, characters. */
const LONGEST = 20_000;

/** Any value as JSON in lines, without anything that looks like a token; bytes only by their number. */
export function shownJson(value: unknown): ShownJson {
  const shown = Buffer.isBuffer(value) ? { bytes: value.length } : value;
  const text = JSON.stringify(redactJson(shown) ?? null, null, 2);
  return text.length <= LONGEST ? { text } : { text: text.slice(0, LONGEST), cutFrom: text.length };
}
