import type { Comparator, Comparison, Criteria, Operand } from "../criteria/criteria";
import { type CoqlQuery, type CoqlSyntaxProblem, DEFAULT_LIMIT } from "./coql-query";
import { type CoqlToken, coqlTokens } from "./coql-tokens";

const SIGNS: Readonly<Record<string, Comparator>> = {
  "=": "equals",
  "!=": "not_equal",
  "<>": "not_equal",
  ">": "greater_than",
  ">=": "greater_equal",
  "<": "less_than",
  "<=": "less_equal",
};
const MAX_DEPTH = 25;

/** Thrown inside this file only. */
class Unexpected extends Error {}

/** Reads `select … from … where … [order by …] [limit [offset,] count [offset n]]`. */
export function parseCoql(query: string): CoqlQuery | CoqlSyntaxProblem {
  const tokens = coqlTokens(query);
  if ("unreadableAt" in tokens) {
    const at = tokens.unreadableAt;
    return { clause: "SELECT", near: query.slice(at, at + 20), at };
  }
  const parser = new CoqlParser(tokens);
  try {
    return parser.query();
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return parser.problem();
  }
}

class CoqlParser {
  private position = 0;
  private clause = "SELECT";

  constructor(private readonly tokens: readonly CoqlToken[]) {}

  query(): CoqlQuery {
    this.expectWord("select");
    const columns = this.list(() => this.name());
    this.expectWord("from");
    this.clause = "FROM";
    const module = this.name();
    this.clause = "WHERE";
    // Zoho: a query without a where clause is refused.
    this.expectWord("where");
    const where = this.anyOf(0);
    const orderBy = this.orderBy();
    const window = this.window();
    if (this.peek().kind !== "end") throw new Unexpected();
    return { columns, module, where, orderBy, ...window };
  }

  problem(): CoqlSyntaxProblem {
    const { text, at } = this.peek();
    return { clause: this.clause, near: text, at };
  }

  private orderBy(): CoqlQuery["orderBy"] {
    if (!this.takeWord("order")) return [];
    this.clause = "ORDER BY";
    this.expectWord("by");
    return this.list(() => {
      const column = this.name();
      const direction = this.takeWord("desc") ? ("desc" as const) : ("asc" as const);
      if (direction === "asc") this.takeWord("asc");
      return { column, direction };
    });
  }

  private window(): Pick<CoqlQuery, "limit" | "offset"> {
    let limit = DEFAULT_LIMIT;
    let offset = 0;
    if (this.takeWord("limit")) {
      this.clause = "LIMIT";
      limit = this.count();
      if (this.takeSign(",")) {
        offset = limit;
        limit = this.count();
      }
    }
    if (this.takeWord("offset")) {
      this.clause = "OFFSET";
      offset = this.count();
    }
    return { limit, offset };
  }

  private anyOf(depth: number): Criteria {
    const parts = [this.allOf(depth)];
    while (this.takeWord("or")) parts.push(this.allOf(depth));
    return joined("or", parts);
  }

  private allOf(depth: number): Criteria {
    const parts = [this.condition(depth)];
    while (this.takeWord("and")) parts.push(this.condition(depth));
    return joined("and", parts);
  }

  private condition(depth: number): Criteria {
    if (depth > MAX_DEPTH) throw new Unexpected();
    if (!this.takeSign("(")) return this.comparison();
    const inner = this.anyOf(depth + 1);
    this.expectSign(")");
    return inner;
  }

  private comparison(): Comparison {
    const field = this.name();
    const sign = this.peek();
    const bySign = sign.kind === "sign" && Object.hasOwn(SIGNS, sign.text) ? SIGNS[sign.text] : undefined;
    if (bySign !== undefined) {
      this.position += 1;
      return { field, comparator: bySign, values: [this.value()] };
    }
    if (this.takeWord("is")) {
      const comparator = this.takeWord("not") ? "is_not_null" : "is_null";
      this.expectWord("null");
      return { field, comparator, values: [] };
    }
    if (this.takeWord("between")) {
      const from = this.value();
      this.expectWord("and");
      return { field, comparator: "between", values: [from, this.value()] };
    }
    const isNot = this.takeWord("not");
    if (this.takeWord("in")) {
      this.expectSign("(");
      const values = this.list(() => this.value());
      this.expectSign(")");
      return { field, comparator: isNot ? "not_in" : "in", values };
    }
    this.expectWord("like");
    return likeComparison(field, isNot, this.value());
  }

  private value(): Operand {
    const token = this.peek();
    this.position += 1;
    switch (token.kind) {
      case "text":
        return token.text;
      case "number":
        // IDs have more digits than JavaScript's numbers hold.
        return token.text.length > 15 ? token.text : Number(token.text);
      case "word":
        if (/^true$/i.test(token.text)) return true;
        if (/^false$/i.test(token.text)) return false;
        break;
      default:
        break;
    }
    this.position -= 1;
    throw new Unexpected();
  }

  private count(): number {
    const token = this.peek();
    if (token.kind !== "number" || !/^\d{1,9}$/.test(token.text)) throw new Unexpected();
    this.position += 1;
    return Number(token.text);
  }

  private name(): string {
    const token = this.peek();
    if (token.kind !== "word") throw new Unexpected();
    this.position += 1;
    return token.text;
  }

  private list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takeSign(",")) items.push(item());
    return items;
  }

  private peek(): CoqlToken {
    const token = this.tokens[this.position];
    if (token === undefined) throw new RangeError("read beyond the end of a query");
    return token;
  }

  private takeWord(word: string): boolean {
    const token = this.peek();
    if (token.kind !== "word" || token.text.toLowerCase() !== word) return false;
    this.position += 1;
    return true;
  }

  private takeSign(sign: string): boolean {
    const token = this.peek();
    if (token.kind !== "sign" || token.text !== sign) return false;
    this.position += 1;
    return true;
  }

  private expectWord(word: string): void {
    if (!this.takeWord(word)) throw new Unexpected();
  }

  private expectSign(sign: string): void {
    if (!this.takeSign(sign)) throw new Unexpected();
  }
}

function joined(join: "and" | "or", parts: readonly Criteria[]): Criteria {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { join, parts };
}

/** `%` at an end stands for anything there. */
function likeComparison(field: string, isNot: boolean, value: Operand): Comparison {
  const text = String(value);
  const bare = text.replace(/^%|%$/g, "");
  const isOpenLeft = text.startsWith("%");
  const isOpenRight = text.length > 1 && text.endsWith("%");
  if (isNot) return { field, comparator: "not_contains", values: [bare] };
  if (isOpenLeft && isOpenRight) return { field, comparator: "contains", values: [bare] };
  if (isOpenLeft) return { field, comparator: "ends_with", values: [bare] };
  return { field, comparator: isOpenRight ? "starts_with" : "equals", values: [bare] };
}
