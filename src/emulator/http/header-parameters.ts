/** A header such as `form-data; name="file"; filename="a.txt"`, taken apart. */
export interface ParametrizedHeader {
  /** What stands before the first semicolon, lower case. */
  readonly value: string;
  /** By lower-case name; of several with one name the first. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Takes `Content-Type` or `Content-Disposition` apart, in one pass whatever is sent. In quotes only `\"` and `\\` are
 * escapes: some browsers send Windows paths with bare backslashes. RFC 9110, 5.6.6.
 */
export function headerParameters(text: string): ParametrizedHeader {
  const parameters = new Map<string, string>();
  let at = endOf(text, 0, ";");
  const value = text.slice(0, at).trim().toLowerCase();
  while (at < text.length) {
    at += 1;
    const nameEnd = endOf(text, at, "=;");
    const name = text.slice(at, nameEnd).trim().toLowerCase();
    at = nameEnd;
    if (text[at] !== "=") continue;
    at += 1;
    while (text[at] === " ") at += 1;
    const read = text[at] === '"' ? quoted(text, at + 1) : plain(text, at);
    at = endOf(text, read.end, ";");
    if (name !== "" && !parameters.has(name)) parameters.set(name, read.value);
  }
  return { value, parameters };
}

interface Read {
  readonly value: string;
  readonly end: number;
}

function plain(text: string, start: number): Read {
  const end = endOf(text, start, ";");
  return { value: text.slice(start, end).trim(), end };
}

function quoted(text: string, start: number): Read {
  const parts: string[] = [];
  let from = start;
  let at = start;
  while (at < text.length && text[at] !== '"') {
    const next = text[at + 1];
    if (text[at] === "\\" && (next === '"' || next === "\\")) {
      parts.push(text.slice(from, at));
      from = at + 1;
      at += 1;
    }
    at += 1;
  }
  parts.push(text.slice(from, at));
  return { value: parts.join(""), end: at + 1 };
}

/** Where the first of these characters stands, or the end. */
function endOf(text: string, start: number, marks: string): number {
  let at = start;
  while (at < text.length && !marks.includes(text.charAt(at))) at += 1;
  return at;
}
