import { basis } from "../basis/basis";
import { choice, integer } from "./setting-kinds";

/** Settings of the products beside CRM: a part of the table of all. */
export const PRODUCT_SETTINGS = {
  deskAt: choice(
    ["own", "gateway", "both"],
    "Desk answers at desk.zoho.…, or at the API gateway as one page says",
    basis("oauth 13", "documented"),
  ),
  deskScopeStatus: choice(
    [403, 401],
    "status of Desk's SCOPE_MISMATCH; both were seen",
    basis("apis P2.2", "seen", "third party"),
  ),
  deskCreditsPerDay: integer(
    102_000,
    1,
    1_000_000_000,
    "API credits of every Desk portal in 24 hours: those of Enterprise with two users",
    basis("apis P2.2", "documented"),
  ),
  deskConcurrency: integer(
    25,
    1,
    100_000,
    "calls in flight per Desk portal: those of Enterprise",
    basis("apis P2.2", "documented"),
  ),
  booksDeadTokenCode: choice(
    [57, 14],
    "Books' code for a dead token: the 57 that also means a missing scope, or the 14 of its page",
    basis("apis P2.3", "seen", "documented"),
  ),
  booksScopeStatus: choice(
    [401, 400],
    "status of Books' code 57 where the scope is missing; both were seen",
    basis("apis P2.3", "third party"),
  ),
  booksErrorStatus: choice(
    ["own", 200],
    "Books' refusals of addresses and values have statuses of their own, or 200 as in older APIs",
    basis("apis P2.3", "documented", "third party"),
  ),
  booksCallsPerMinute: integer(
    100,
    1,
    1_000_000,
    "calls of every Books organization in a minute",
    basis("apis P2.3", "documented"),
  ),
  booksCallsPerDay: integer(
    10_000,
    1,
    1_000_000_000,
    "calls of every Books organization in 24 hours: those of the highest plan",
    basis("apis P2.3", "third party"),
  ),
  booksConcurrency: integer(
    10,
    1,
    100_000,
    "calls in flight per Books organization: those of a paid plan",
    basis("apis P2.3", "documented"),
  ),
  creatorErrorStatus: choice(
    ["own", 200],
    "Creator's refusals have statuses of their own, or 200 as in its older pages",
    basis("apis P2.4", "documented"),
  ),
  creatorCallsPerMinute: integer(
    50,
    1,
    1_000_000,
    "calls of one Creator endpoint in a minute",
    basis("apis P2.4", "documented"),
  ),
  projectsListForm: choice(
    ["page_info", "array"],
    "Projects' lists come with page_info, or as a bare array as some clients saw",
    basis("apis P2.9", "documented", "third party"),
  ),
  projectsCallsPer2min: integer(
    100,
    1,
    1_000_000,
    "calls of one Projects API in two minutes (pages say 100 or 200)",
    basis("apis P2.9", "documented", "seen"),
  ),
  projectsThrottleStatus: choice(
    [400, 200],
    "status of Projects' throttle answer; both were seen",
    basis("apis P2.9", "seen", "third party"),
  ),
} as const;
