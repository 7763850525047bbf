import { invalidInput } from "../../errors/invalid-input";
import { type CoqlWord, coqlWords } from "./coql-words";

/** COQL v8: 25 comparisons in one query; three of them say since when. */
const MOST_COMPARISONS = 22;

/** COQL v8: values of an `in`. */
const MOST_VALUES = 50;

/** Deeper brackets are nobody's filter. */
const MOST_DEPTH = 20;

const SIGNS: ReadonlySet<string> = new Set(["=", "!=", "<>", "<", "<=", ">", ">="]);

/**
 * The condition of a filter as part of a COQL query: what stands behind `where`, such as
 * `Lead_Source = 'Web' and Annual_Revenue > 1000`. Read whole before anything is sent, so that no filter can become more
 * than a condition; written with a bracket around each pair, as Zoho wants more than two conditions.
 *
 * @throws ZohoError `invalid_input` that says where it can't be read
 */
export function coqlFilter(filter: string): string {
  return new FilterReader(coqlWords(filter)).read();
}

class FilterReader {
  private at = 0;
  private comparisons = 0;

  constructor(private readonly words: readonly CoqlWord[]) {}

  read(): string {
    const condition = this.anyOf(0);
    if (this.word.kind !== "end") this.refuse();
    return condition;
  }

  private anyOf(depth: number): string {
    let all = this.allOf(depth);
    while (this.takes("or")) all = `(${all} or ${this.allOf(depth)})`;
    return all;
  }

  private allOf(depth: number): string {
    let all = this.condition(depth);
    while (this.takes("and")) all = `(${all} and ${this.condition(depth)})`;
    return all;
  }

  private condition(depth: number): string {
    if (!this.takes("(")) return this.comparison();
    if (depth >= MOST_DEPTH) throw invalidInput("The filter", "has too many brackets in one another");
    const inner = this.anyOf(depth + 1);
    this.needs(")");
    return inner;
  }

  private comparison(): string {
    const { kind, text: field } = this.word;
    if (kind !== "name") this.refuse();
    this.at++;
    if (++this.comparisons > MOST_COMPARISONS)
      throw invalidInput("The filter", `has more than ${String(MOST_COMPARISONS)} comparisons`);
    const { kind: next, text: sign } = this.word;
    if (next === "sign" && SIGNS.has(sign)) {
      this.at++;
      return `${field} ${sign} ${this.value()}`;
    }
    if (this.takes("is")) {
      const not = this.takes("not") ? "not " : "";
      this.needs("null");
      return `${field} is ${not}null`;
    }
    const not = this.takes("not") ? "not " : "";
    if (this.takes("in")) return `${field} ${not}in (${this.values()})`;
    if (this.takes("like")) return `${field} ${not}like ${this.value()}`;
    this.needs("between");
    const from = this.value();
    this.needs("and");
    return `${field} ${not}between ${from} and ${this.value()}`;
  }

  private values(): string {
    this.needs("(");
    const values = [this.value()];
    while (this.takes(",")) values.push(this.value());
    this.needs(")");
    if (values.length > MOST_VALUES)
      throw invalidInput("The filter", `has more than ${String(MOST_VALUES)} values in one list`);
    return values.join(", ");
  }

  private value(): string {
    const { kind, text } = this.word;
    if (kind !== "text" && kind !== "number" && !/^(?:true|false)$/i.test(text)) this.refuse();
    this.at++;
    return text;
  }

  private takes(text: string): boolean {
    const { word } = this;
    const isIt = (word.kind === "name" || word.kind === "sign") && word.text.toLowerCase() === text;
    if (isIt) this.at++;
    return isIt;
  }

  private needs(text: string): void {
    if (!this.takes(text)) this.refuse();
  }

  private get word(): CoqlWord {
    return this.words[this.at] ?? { kind: "end", text: "" };
  }

  private refuse(): never {
    const { kind, text } = this.word;
    const where = kind === "end" ? "at its end" : `at '${text.slice(0, 50)}'`;
    throw invalidInput(
      "The filter",
      `can't be read ${where}: write conditions such as Lead_Source = 'Web' and Annual_Revenue > 1000`,
    );
  }
}
