import { COMMON_CODES, COMMON_TEXTS } from "./common";
import type { CodeTable, Dialect, Meaning, Rule } from "./dialect";

/** Not the apostrophe of *can't*. */
const QUOTED = /(?<![A-Za-z0-9])(["'])(?:(?!\1).)*\1(?![A-Za-z0-9])/g;

/** What an answer says of its failure, as far as it bears on the meaning. */
export interface Said {
  /** HTTP status, or the one in the body where the answer came with a status of success. */
  readonly status: number;
  /** Below the product's base. */
  readonly path: string;
  readonly code?: string | undefined;
  /** A second code: the summary of Analytics. */
  readonly sub?: string | undefined;
  readonly message?: string | undefined;
  readonly field?: string | undefined;
}

/** A meaning that is settled. */
export interface Found {
  readonly means: Exclude<Meaning, "by status">;
  /** Of a `refused token`: what it is where a new token is refused in the same way. */
  readonly then?: Rule["then"];
}

/**
 * What a failure means: by the product's own code first, then by the codes that all share, by the words, and last by
 * the status. Codes are compared without regard to case. Unknown codes fall through, because Zoho's lists are not closed.
 */
export function meaningOf(dialect: Dialect, said: Said): Found {
  const names = [said.code, said.sub, codeInMessage(said.message)].filter((name) => name !== undefined);
  for (const table of [dialect.codes, COMMON_CODES]) {
    for (const name of names) {
      const found = lookUp(table, name.toUpperCase(), said);
      if (found !== undefined) return found === "by status" ? meaningOfStatus(said.status) : found;
    }
  }
  // What stands in quotation marks is somebody's data, not Zoho's word.
  const text = textOf({ ...said, message: said.message?.replace(QUOTED, "") });
  const rule = [...(dialect.texts ?? []), ...COMMON_TEXTS].find((one) => fits(one, said, text));
  return found(rule) ?? meaningOfStatus(said.status);
}

function lookUp(table: CodeTable, code: string, said: Said): Found | "by status" | undefined {
  if (!Object.hasOwn(table, code)) return undefined;
  const entry = table[code];
  if (typeof entry === "string") return entry === "by status" ? entry : { means: entry };
  const text = textOf(said);
  return found(entry?.find((rule) => fits(rule, said, text))) ?? "by status";
}

function found(rule: Rule | undefined): Found | undefined {
  if (rule === undefined || rule.means === "by status") return undefined;
  return { means: rule.means, ...(rule.then !== undefined && { then: rule.then }) };
}

function fits({ status, text, path }: Rule, said: Said, words: string): boolean {
  if (status !== undefined && !status.includes(said.status)) return false;
  if (text !== undefined && !text.test(words)) return false;
  return path === undefined || path.test(said.path);
}

function textOf({ code, sub, message, field }: Said): string {
  return [code, sub, message, field].filter((part) => part !== undefined).join("\n");
}

/** A message that is itself a code: `{"error": {"code": 401, "message": "INVALID_OAUTHTOKEN"}}`. */
function codeInMessage(message: string | undefined): string | undefined {
  return message !== undefined && /^[A-Za-z]+(?:_[A-Za-z]+)+$/.test(message) ? message : undefined;
}

/** A status without a telling code. */
export function meaningOfStatus(status: number): Found {
  if (status === 401) return { means: "refused token" };
  if (status === 429) return { means: "api_limit" };
  if (status >= 500 || status === 408) return { means: "server_error" };
  if (status === 403) return { means: "no_permission" };
  if (status === 404) return { means: "not_found" };
  if (status === 412) return { means: "conflict" };
  return { means: "invalid_data" };
}
