/** One member of an object or element of an array, as it stands in the text. */
export interface JsonPiece {
  /** Name of the member; undefined for an element. */
  readonly name?: string;
  readonly text: string;
}

/**
 * Takes the outermost object or array of a JSON text apart without reading what is inside, so that long numbers keep
 * their digits and nothing is written anew.
 *
 * @param text valid JSON; for anything else the pieces mean nothing
 * @returns in their order; undefined where the text is neither an object nor an array
 */
export function jsonPieces(text: string): readonly JsonPiece[] | undefined {
  const open = text.search(/\S/);
  const kind = text[open];
  if (kind !== "{" && kind !== "[") return undefined;
  const pieces: JsonPiece[] = [];
  let from = open + 1;
  let depth = 0;
  const take = (to: number): void => {
    const piece = text.slice(from, to).trim();
    if (piece !== "") pieces.push(kind === "{" ? member(piece) : { text: piece });
    from = to + 1;
  };
  for (let at = open; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '"':
        at = endOfString(text, at);
        break;
      case "{":
      case "[":
        depth++;
        break;
      case ",":
        if (depth === 1) take(at);
        break;
      case "}":
      case "]":
        depth--;
        if (depth > 0) break;
        take(at);
        return pieces;
    }
  }
  return undefined;
}

/**
 * Reads JSON in which whole numbers too long for JavaScript become texts: `{"id": 554023000000527002}` must not turn
 * into the ID of another record.
 *
 * @throws SyntaxError where it is no JSON
 */
export function parseExact(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  // Strings are matched as well, so that a number inside one is left alone.
  const exact = text.replace(LONG_NUMBERS, (found) => (found.startsWith('"') ? found : `"${found}"`));
  return exact === text ? parsed : (JSON.parse(exact) as unknown);
}

const LONG_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

function member(piece: string): JsonPiece {
  const end = endOfString(piece, 0);
  const colon = piece.indexOf(":", end);
  return { name: JSON.parse(piece.slice(0, end + 1)) as string, text: piece.slice(colon + 1).trim() };
}

/** Index of the quote that ends the string which begins here. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return quote;
    at = quote;
  }
}
