/** A piece of a query, and where it stands. */
export interface CoqlToken {
  readonly kind: "word" | "text" | "number" | "sign" | "end";
  /** Words as written, texts without their quotes. */
  readonly text: string;
  /** In the query, from 0. */
  readonly at: number;
}

const SPACE = /\s+/y;
const WORD = /[A-Za-z_$][\w$.]*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const TEXT = /'((?:[^'\\]|\\.|'')*)'/y;
const SIGN = /<=|>=|!=|<>|[=<>(),*]/y;

const KINDS: readonly (readonly [RegExp, CoqlToken["kind"]])[] = [
  [WORD, "word"],
  [NUMBER, "number"],
  [TEXT, "text"],
  [SIGN, "sign"],
];

/**
 * Takes a query apart.
 *
 * @returns the tokens with an `end` behind them, or where a piece can't be read
 */
export function coqlTokens(query: string): readonly CoqlToken[] | { readonly unreadableAt: number } {
  const tokens: CoqlToken[] = [];
  let at = skipSpace(query, 0);
  while (at < query.length) {
    const token = readToken(query, at);
    if (token === undefined) return { unreadableAt: at };
    tokens.push(token.token);
    at = skipSpace(query, token.end);
  }
  return [...tokens, { kind: "end", text: "", at: query.length }];
}

function readToken(
  query: string,
  at: number,
): { readonly token: CoqlToken; readonly end: number } | undefined {
  for (const [pattern, kind] of KINDS) {
    pattern.lastIndex = at;
    const found = pattern.exec(query);
    if (found === null) continue;
    const text =
      kind === "text"
        ? (found[1] ?? "").replace(/''|\\(.)/g, (_all, escaped?: string) => escaped ?? "'")
        : found[0];
    return { token: { kind, text, at }, end: pattern.lastIndex };
  }
  return undefined;
}

function skipSpace(query: string, at: number): number {
  SPACE.lastIndex = at;
  return SPACE.exec(query) === null ? at : SPACE.lastIndex;
}
