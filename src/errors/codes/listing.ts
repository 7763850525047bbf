import { type ErrorRow, row } from "./row";

/** What ends a list before its end. */
export const LISTING = {
  list_limit: row(
    "rejected",
    [
      "PAGINATION_LIMIT_EXCEEDED",
      "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
      "LIMIT_REACHED of a search",
      "Desk UNPROCESSABLE_ENTITY of a search",
    ],
    "Zoho gives no more of this list[ than {limit} records][, and {records} have been read].",
    "{instead}.",
  ),
  list_never_ends: row(
    "other",
    ["the same page token again, or pages without a new record"],
    "Zoho says that the list goes on, but {problem}.",
    "Try again later; if it stays so, read the list in another order, or report it to Zoho with the URL of the call.",
  ),
  walk_gone: row(
    "rejected",
    [],
    "The list whose next page is asked for is not being read any more[: {problem}].",
    "Start it again with the call itself[; ask for each next page within {minutes} minutes].",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
