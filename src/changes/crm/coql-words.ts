/** A piece of a condition as COQL writes them. COQL v8: overview. */
export interface CoqlWord {
  readonly kind: "name" | "text" | "number" | "sign" | "end" | "other";
  /** As written, texts with their quotes. */
  readonly text: string;
}

const PIECES =
  /\s*(?:([A-Za-z_$][\w$.]*)|('(?:[^'\\]|\\.|'')*')|(-?\d+(?:\.\d+)?)|(<=|>=|!=|<>|[=<>(),])|(\S))/gy;

/** Takes a condition apart; there is an `end` behind the last piece. What can't be read is a piece of its own. */
export function coqlWords(condition: string): readonly CoqlWord[] {
  const words: CoqlWord[] = [];
  for (const [, name, text, number, sign, other] of condition.matchAll(PIECES)) {
    if (name !== undefined) words.push({ kind: "name", text: name });
    else if (text !== undefined) words.push({ kind: "text", text });
    else if (number !== undefined) words.push({ kind: "number", text: number });
    else if (sign !== undefined) words.push({ kind: "sign", text: sign });
    else words.push({ kind: "other", text: other ?? "" });
  }
  return [...words, { kind: "end", text: "" }];
}
