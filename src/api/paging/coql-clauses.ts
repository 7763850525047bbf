/** A COQL query cut at its clauses; each without its keyword. COQL v8: overview. */
export interface CoqlClauses {
  /** From `select` to the end of `from …`. */
  readonly head: string;
  readonly where: string;
  readonly groupBy: string | undefined;
  readonly orderBy: string | undefined;
  /** Rows that are skipped, and rows that are wanted; undefined where the query has no limit. */
  readonly limit: { readonly offset: number; readonly count: number } | undefined;
}

const KEYWORDS = /\b(where|group\s+by|order\s+by|limit)\b/gi;

/**
 * Cuts a query at the keywords that stand outside of texts and brackets.
 *
 * @returns undefined where it is none that we understand; Zoho says then what is wrong with it
 */
export function coqlClauses(query: string): CoqlClauses | undefined {
  const bare = blanked(query);
  const cuts = [...bare.matchAll(KEYWORDS)].map((match) => ({
    name: (match[1] ?? "").toLowerCase().replace(/\s+/, " "),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const found = new Map<string, string>();
  cuts.forEach(({ name, end }, index) => {
    found.set(name, query.slice(end, cuts[index + 1]?.start).trim());
  });
  const where = found.get("where");
  if (found.size < cuts.length || where === undefined) return undefined;
  const limit = readLimit(found.get("limit"));
  if (limit === "other") return undefined;
  return {
    head: query.slice(0, cuts[0]?.start).trim(),
    where,
    groupBy: found.get("group by"),
    orderBy: found.get("order by"),
    limit,
  };
}

/** The query again, with `limit offset, count`. */
export function coqlText({ head, where, groupBy, orderBy, limit }: CoqlClauses): string {
  return [
    head,
    `where ${where}`,
    ...(groupBy === undefined ? [] : [`group by ${groupBy}`]),
    ...(orderBy === undefined ? [] : [`order by ${orderBy}`]),
    ...(limit === undefined ? [] : [`limit ${String(limit.offset)}, ${String(limit.count)}`]),
  ].join(" ");
}

/** `limit 200`, `limit 0, 200`, `limit 200 offset 0`. */
function readLimit(text: string | undefined): CoqlClauses["limit"] | "other" {
  if (text === undefined) return undefined;
  const [, first, second] = /^(\d{1,9})(?:\s*,\s*(\d{1,9}))?$/.exec(text) ?? [];
  if (first !== undefined) {
    return second === undefined
      ? { offset: 0, count: Number(first) }
      : { offset: Number(first), count: Number(second) };
  }
  const [, count, offset] = /^(\d{1,9})\s+offset\s+(\d{1,9})$/i.exec(text) ?? [];
  return count === undefined ? "other" : { offset: Number(offset), count: Number(count) };
}

/** The query with everything blank that stands in quotes or brackets, so that keywords in there are not found. */
function blanked(query: string): string {
  let depth = 0;
  let quote = "";
  let bare = "";
  for (const char of query) {
    if (quote !== "") {
      if (char === quote) quote = "";
      bare += " ".repeat(char.length);
      continue;
    }
    if (char === "'" || char === '"') quote = char;
    else if (char === "(") depth++;
    else if (char === ")") depth--;
    bare += depth > 0 || quote !== "" || char === ")" ? " ".repeat(char.length) : char;
  }
  return bare;
}
