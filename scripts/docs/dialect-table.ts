import { COMMON_CODES } from "../../src/zoho/dialects/common";
import type { CodeTable, Meaning, Rule } from "../../src/zoho/dialects/dialect";
import { DIALECTS } from "../../src/zoho/dialects/dialects";
import { PRODUCT_IDS, PRODUCTS } from "../../src/zoho/products";

/** What our codes are made from: for each way to word failures the products that use it, and what their codes mean. */
export function dialectTable(): string {
  const own = Object.values(DIALECTS).flatMap(({ id, codes }) => {
    const names = PRODUCT_IDS.filter((product) => PRODUCTS[product].dialect === id).map(
      (product) => PRODUCTS[product].name,
    );
    return names.length === 0 ? [] : rowsOf(names.join(", "), codes);
  });
  const rows = [...rowsOf("all", COMMON_CODES), ...own];
  return ["| products | code here | codes of Zoho |", "|---|---|---|", ...rows].join("\n");
}

function rowsOf(products: string, codes: CodeTable): readonly string[] {
  const byMeaning = new Map<Meaning, string[]>();
  for (const [code, entry] of Object.entries(codes)) {
    for (const rule of typeof entry === "string" ? [{ means: entry }] : entry) {
      byMeaning.set(rule.means, [...(byMeaning.get(rule.means) ?? []), `${code}${condition(rule)}`]);
    }
  }
  return [...byMeaning].map(([means, list]) => `| ${products} | ${nameOf(means)} | ${list.join(", ")} |`);
}

/** In words for people: a pattern says little to most of them. */
function condition({ status, text, path }: Rule): string {
  const parts = [
    ...(status === undefined ? [] : [`with ${status.join(" or ")}`]),
    ...(text === undefined ? [] : ["by its words"]),
    ...(path === undefined ? [] : ["by its path"]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function nameOf(means: Meaning): string {
  switch (means) {
    case "refused token":
      return "none: a new token is fetched, once";
    case "nothing found":
      return "none: an empty list";
    case "by status":
      return "by the HTTP status";
    default:
      return `\`${means}\``;
  }
}
