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
    [
      "TOO_MANY_REQUESTS",
      "RATE_LIMIT_EXCEEDED",
      "HTTP 429",
      "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
      "Books 43, 44, 1070",
      "Creator and People 2955",
      "Sheet 2950",
      "Analytics 6045, 8132, 18072, 7429",
      "Marketing Automation 2008",
    ],
    "Zoho limits the calls of this org[: {message}].",
    "Send fewer calls at once, or try again later[; the wait would outlast the limit for {outlasted}, which may be raised].",
  ),
  daily_limit: row(
    "rate_limited",
    ["Creator 4000", "Books 45", "DAILY_LIMIT_EXCEEDED"],
    "The calls that Zoho allows in a day are used up[: {message}].",
    "Go on when the day is over, or ask the administrator of the org for a larger plan; calling again before that is in vain.",
  ),
  credits: row(
    "rate_limited",
    ["TOO_MANY_REQUESTS with no credits left", "Desk THRESHOLD_EXCEEDED"],
    "The org has no API credits left[: {message}].",
    "Go on when credits of the last 24 hours come back, or ask the administrator of the org for more; Zoho counts those of all programs together.",
  ),
  credits_reserved: row(
    "rate_limited",
    [],
    "The org has {remaining} API credits left, and {reserve} are kept for calls that somebody waits for.",
    "Send it again when credits of the last 24 hours have come back, or keep fewer (zohoClientCreditsReserve). Nothing was asked of Zoho.",
  ),
  queue_full: row(
    "rate_limited",
    [],
    "More than {limit} calls are already waiting for this org.",
    "Send more slowly, or try again when some are done.",
  ),
  waited_too_long: row(
    "rate_limited",
    [],
    "The call waited {seconds} s for its turn, because more was sent to this org than Zoho lets through.",
    "Send fewer calls, or try again later. Nothing was asked of Zoho.",
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>;
