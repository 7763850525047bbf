import type { Row } from "../records/face-records";

/** What searches are sorted by; a minus in front turns it round. Zoho Desk API: search tickets. */
const ORDERS = ["relevance", "modifiedTime", "createdTime", "customerResponseTime"] as const;

type SearchOrder = (typeof ORDERS)[number] | `-${(typeof ORDERS)[number]}`;

export function isSearchOrder(text: string): text is SearchOrder {
  return (ORDERS as readonly string[]).includes(text.replace(/^-/, ""));
}

/** Rows of the same time stay as they were made; the emulator's have no relevance and no responses of customers. */
export function inSearchOrder(rows: readonly Row[], order: SearchOrder): readonly Row[] {
  const name = order.replace(/^-/, "");
  if (name !== "modifiedTime" && name !== "createdTime") return rows;
  const timeOf = (row: Row): number => (name === "modifiedTime" ? row.modifiedAt : row.createdAt);
  const sign = order.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => sign * (timeOf(a) - timeOf(b)));
}
