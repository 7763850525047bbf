import type { Comparator, Criteria } from "../criteria/criteria";

/** Operators of `criteria`. Zoho CRM v8: search records. */
const COMPARATORS: Readonly<Record<string, Comparator>> = {
  equals: "equals",
  equal: "equals",
  not_equal: "not_equal",
  starts_with: "starts_with",
  in: "in",
  between: "between",
  greater_than: "greater_than",
  greater_equal: "greater_equal",
  less_than: "less_than",
  less_equal: "less_equal",
};

/** Deeper nesting is nobody's search. */
const MAX_DEPTH = 20;

/** Text that is being read, and how far. */
interface Reader {
  readonly text: string;
  at: number;
}

/**
 * Reads `((Last_Name:equals:Holt)and(City:starts_with:B))`. In values `\(`, `\)` and `\,` stand for themselves.
 *
 * @returns undefined where the text is not of this form
 */
export function parseCriteria(text: string): Criteria | undefined {
  const reader: Reader = { text, at: 0 };
  const criteria = readJoined(reader, 0);
  skipBlanks(reader);
  return reader.at === text.length ? criteria : undefined;
}

/** One or more groups, joined by the same or different words; `and` binds tighter than `or`. */
function readJoined(reader: Reader, depth: number): Criteria | undefined {
  const first = readGroup(reader, depth);
  if (first === undefined) return undefined;
  const alternatives: Criteria[][] = [[first]];
  for (;;) {
    const word = /^\s*(and|or)\s*(?=\()/i.exec(reader.text.slice(reader.at, reader.at + 50));
    if (word === null) break;
    reader.at += word[0].length;
    const next = readGroup(reader, depth);
    if (next === undefined) return undefined;
    if (word[1]?.toLowerCase() === "or") alternatives.push([next]);
    else alternatives.at(-1)?.push(next);
  }
  return joined(
    "or",
    alternatives.map((parts) => joined("and", parts)),
  );
}

function joined(join: "and" | "or", parts: readonly Criteria[]): Criteria {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { join, parts };
}

function readGroup(reader: Reader, depth: number): Criteria | undefined {
  skipBlanks(reader);
  if (depth > MAX_DEPTH || reader.text[reader.at] !== "(") return undefined;
  reader.at += 1;
  skipBlanks(reader);
  if (reader.text[reader.at] !== "(") return readComparison(reader);
  const inner = readJoined(reader, depth + 1);
  skipBlanks(reader);
  if (reader.text[reader.at] !== ")") return undefined;
  reader.at += 1;
  return inner;
}

/** `Field:operator:value)`, the opening parenthesis already read. */
function readComparison(reader: Reader): Criteria | undefined {
  const head = /^([\w.]{1,100}):([a-z_]{1,30}):/.exec(reader.text.slice(reader.at, reader.at + 140));
  const [whole = "", field = "", operator = ""] = head ?? [];
  const comparator = Object.hasOwn(COMPARATORS, operator) ? COMPARATORS[operator] : undefined;
  if (comparator === undefined) return undefined;
  reader.at += whole.length;
  const values = readValues(reader);
  if (values === undefined) return undefined;
  const isList = comparator === "in" || comparator === "between";
  return { field, comparator, values: isList ? values : [values.join(",")] };
}

/** Up to the closing parenthesis; commas part the values. */
function readValues(reader: Reader): readonly string[] | undefined {
  const values = [""];
  while (reader.at < reader.text.length) {
    const char = reader.text[reader.at] ?? "";
    reader.at += 1;
    if (char === ")") return values.map((value) => value.trim());
    const isEscape = char === "\\" && reader.at < reader.text.length;
    const taken = isEscape ? (reader.text[reader.at] ?? "") : char;
    if (isEscape) reader.at += 1;
    if (taken === "," && !isEscape) values.push("");
    else values[values.length - 1] = `${values.at(-1) ?? ""}${taken}`;
  }
  return undefined;
}

function skipBlanks(reader: Reader): void {
  while (reader.text[reader.at] === " ") reader.at += 1;
}
