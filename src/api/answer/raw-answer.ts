import { redact, redactJson } from "../../errors/redact";

/** The most of an answer that an error carries, characters. */
const MAX_JSON = 16 * 1024;
/** The most of a page or another text, characters. */
const MAX_TEXT = 200;
/** Deeper than anything of Zoho's; whoever clones a message goes down recursively. */
const MAX_DEPTH = 32;

/**
 * What Zoho sent, for the error that it became: nothing that could explain it is thrown away. Without anything that looks
 * like a token.
 *
 * @param parsed the body where it is JSON, undefined otherwise
 * @returns JSON as it is up to 16 KiB, else the beginning of its text; undefined for an empty body
 */
export function rawAnswer(body: Buffer, parsed: unknown): unknown {
  if (body.length === 0) return undefined;
  if (parsed === undefined) return beginning(body.toString("utf8", 0, 4 * MAX_TEXT), MAX_TEXT);
  if (isTooDeep(parsed)) return beginning(body.toString("utf8", 0, 2 * MAX_JSON), MAX_JSON);
  // Written anew: a token whose characters were escaped would not be known in the text that came.
  return boundedJson(parsed) ?? beginning(JSON.stringify(parsed).slice(0, 2 * MAX_JSON), MAX_JSON);
}

/** A value of an answer without tokens; undefined where it is too large or too deep to be handed on. */
export function boundedJson(value: unknown): unknown {
  if (value === undefined || isTooDeep(value)) return undefined;
  return JSON.stringify(value).length <= MAX_JSON ? redactJson(value) : undefined;
}

/** The first characters of a text. What the cut may have left of a token goes with it. */
function beginning(text: string, length: number): string {
  return redact(text.length < length ? text : text.replace(/[0-9A-Za-z.]{1,200}$/, ""), length);
}

function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((one) =>
      typeof one === "object" && one !== null ? (Object.values(one) as unknown[]) : [],
    );
  }
  return false;
}
