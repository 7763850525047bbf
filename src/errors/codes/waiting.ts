import { type ErrorRow, row } from "./row";

/** What mends itself: limits of Zoho and of our own. */
export const WAITING = {
  token_throttled: row(
    "rate_limited",
    ["Access Denied (too many requests continuously)"],
    "Zoho's token endpoint refuses new tokens for a while because too many were asked for.",
    "Wait until {until}. Zoho allows 10 tokens in 10 minutes for each grant; look for other programs that use it.",
  ),
  token_budget: row(
    "rate_limited",
    [],
    "The grant of '{connection}' has used its share of 10 tokens in 10 minutes.",
    "Wait until {until}. Nothing was asked of Zoho.",
  ),
  grant_used_elsewhere: row(
    "rate_limited",
    [],
    "The grant of '{connection}' is used elsewhere as well: Zoho ended several of its tokens early.",
    "Wait until {until}. Look for another machine with the same grant, such as a copied user directory or image, and connect it on its own.",
  ),
  api_limit: row(
    "rate_limited",
    ["TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED", "HTTP 429"],
    "Zoho limits the calls of this org[: {message}].",
    "Send fewer calls at once, or try again later.",
  ),
  queue_full: row(
    "rate_limited",
    [],
    "More than {limit} calls are already waiting for this org.",
    "Send more slowly, or try again when some are done.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
