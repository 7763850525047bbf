import type { ChangesProductId } from "../../../zoho-changes/config";

/** What compares a field in CRM's and in Creator's criteria; Books and Desk filter by parameters of their own. */
const COMPARED: Readonly<Partial<Record<ChangesProductId, RegExp>>> = {
  crm: /([A-Za-z]\w*(?:\.\w+)?)\s*(?:[<>!]?=|<>|[<>]|\b(?:not\s+)?(?:like|in|between)\b|\bis\b)/gi,
  creator: /([A-Za-z]\w*)\s*(?:[<>!=]=|[<>]|\.(?:contains|startsWith|endsWith)\b)/g,
};

/** The fields that a filter names, each once. Texts in quotation marks name none. */
export function fieldsOfFilter(product: ChangesProductId, filter: string): readonly string[] {
  const compared = COMPARED[product];
  if (compared === undefined) return [];
  const withoutTexts = filter.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");
  const names = [...withoutTexts.matchAll(compared)].map(([, name = ""]) => name.split(".")[0] ?? "");
  return [...new Set(names)];
}

/** Names in a list that is typed by hand: separated by commas or white space, each once. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((name) => name !== ""))];
}
