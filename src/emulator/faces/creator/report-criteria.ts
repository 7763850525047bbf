import type { Row } from "../records/face-records";

type RowTest = (row: Row) => boolean;
type ReadTime = (text: string) => number | undefined;

/** A field, a sign and a text or a number; or what joins them. Texts stand in either kind of quotes. */
const TOKEN =
  /\s*(?:(\(|\)|&&|\|\|)|([A-Za-z_]\w{0,99})\s*(==|!=|>=|<=|>|<)\s*(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?)))/y;
/** Deeper ones are nobody's. */
const MOST_DEPTH = 20;

/**
 * A test for rows out of criteria as Creator writes them: comparisons of a field with a text or a number, joined by `&&`
 * and `||`, of which `&&` binds closer, with parentheses. Functions are not emulated.
 *
 * `Added_Time` and `Modified_Time` are compared with a time in the application's form, by whole seconds.
 *
 * @param readTime milliseconds since 1970 of a time as the application writes it
 * @returns undefined where they can't be read
 */
export function reportCriteria(text: string, readTime: ReadTime): RowTest | undefined {
  const tokens = tokensOf(text, readTime);
  if (tokens === undefined) return undefined;
  const reading = { tokens, next: 0 };
  const test = anyOf(reading, 0);
  return reading.next === tokens.length ? test : undefined;
}

type Token = "(" | ")" | "&&" | "||" | RowTest;

interface Reading {
  readonly tokens: readonly Token[];
  next: number;
}

function tokensOf(text: string, readTime: ReadTime): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    const [, joint, name = "", sign = "", doubly, singly, number = ""] = found;
    const quoted = doubly ?? singly;
    const token =
      joint === undefined ? comparison({ name, sign, quoted, number }, readTime) : (joint as Token);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function anyOf(reading: Reading, depth: number): RowTest | undefined {
  return joined(
    reading,
    "||",
    () => allOf(reading, depth),
    (tests) => (row) => tests.some((test) => test(row)),
  );
}

function allOf(reading: Reading, depth: number): RowTest | undefined {
  return joined(
    reading,
    "&&",
    () => one(reading, depth),
    (tests) => (row) => tests.every((test) => test(row)),
  );
}

function joined(
  reading: Reading,
  joint: "&&" | "||",
  read: () => RowTest | undefined,
  join: (tests: readonly RowTest[]) => RowTest,
): RowTest | undefined {
  const tests: RowTest[] = [];
  do {
    if (tests.length > 0) reading.next += 1;
    const test = read();
    if (test === undefined) return undefined;
    tests.push(test);
  } while (reading.tokens[reading.next] === joint);
  return join(tests);
}

function one(reading: Reading, depth: number): RowTest | undefined {
  const token = reading.tokens[reading.next];
  reading.next += 1;
  if (typeof token === "function") return token;
  if (token !== "(" || depth >= MOST_DEPTH) return undefined;
  const test = anyOf(reading, depth + 1);
  const isClosed = reading.tokens[reading.next] === ")";
  reading.next += 1;
  return isClosed ? test : undefined;
}

/** Fields that Creator keeps by itself. */
const SYSTEM_TIMES: Readonly<Record<string, (row: Row) => number>> = {
  Added_Time: ({ createdAt }) => createdAt,
  Modified_Time: ({ modifiedAt }) => modifiedAt,
};

interface Comparison {
  readonly name: string;
  readonly sign: string;
  /** Undefined where a number is compared. */
  readonly quoted: string | undefined;
  readonly number: string;
}

function comparison({ name, sign, quoted, number }: Comparison, readTime: ReadTime): RowTest | undefined {
  const wanted = quoted ?? number;
  const timeOf = Object.hasOwn(SYSTEM_TIMES, name) ? SYSTEM_TIMES[name] : undefined;
  if (timeOf !== undefined) {
    const time = readTime(wanted);
    if (time === undefined) return undefined;
    return (row) => holds(sign, Math.floor(timeOf(row) / 1000) - time / 1000);
  }
  return ({ id, fields }) => {
    const stored = name === "ID" ? id : textOf(fields[name]);
    // IDs have more digits than JavaScript's numbers hold.
    const isNumeric = quoted === undefined && name !== "ID" && stored !== "";
    const order = isNumeric
      ? Number(stored) - Number(wanted)
      : stored === wanted
        ? 0
        : stored < wanted
          ? -1
          : 1;
    return holds(sign, order);
  };
}

/** @param order below 0: less; 0: equal */
function holds(sign: string, order: number): boolean {
  switch (sign) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">":
      return order > 0;
    case "<":
      return order < 0;
    case ">=":
      return order >= 0;
    default:
      return order <= 0;
  }
}

/** Creator keeps every value as a text. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
