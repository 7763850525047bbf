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
  deskSearchReach: choice(
    [4_999, 999],
    "how far from reaches in Desk's searches: pages say one, the OpenAPI files the other",
    basis("apis P2.2", "documented", "official code"),
  ),
  deskSearchLag: integer(
    0,
    0,
    3_600,
    "how long a new or changed record is not yet found by Desk's searches, seconds",
    basis("apis P2.2", "inferred"),
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
    "code of Books and its siblings for a dead token: the 57 that also means a missing scope, or the 14 of its page",
    basis("apis P2.3", "seen", "documented"),
  ),
  booksScopeStatus: choice(
    [401, 400],
    "status of their code 57 where the scope is missing; both were seen",
    basis("apis P2.3", "third party"),
  ),
  booksErrorStatus: choice(
    ["own", 200],
    "refusals by Books and its siblings of addresses and values have statuses of their own, or 200 as in older APIs",
    basis("apis P2.3", "documented", "third party"),
  ),
  booksModifiedFilter: choice(
    ["exact", "since", "ignored"],
    "what last_modified_time chooses in lists of Books and its siblings: records of just this second, as a live organization answered, those since it, as the pages say, or all",
    basis("apis P2.3", "seen", "documented"),
  ),
  booksCallsPerMinute: integer(
    100,
    1,
    1_000_000,
    "calls of every organization of Books and its siblings in a minute",
    basis("apis P2.3", "documented"),
  ),
  booksCallsPerDay: integer(
    10_000,
    1,
    1_000_000_000,
    "calls of every organization of Books and its siblings in 24 hours: those of the highest plan",
    basis("apis P2.3", "third party"),
  ),
  booksConcurrency: integer(
    10,
    1,
    100_000,
    "calls in flight per organization of Books and its siblings: those of a paid plan",
    basis("apis P2.3", "documented"),
  ),
  creatorErrorStatus: choice(
    ["own", 200],
    "Creator's refusals have statuses of their own, or 200 as in its older pages",
    basis("apis P2.4", "documented"),
  ),
  creatorDateTimeFormat: choice(
    ["dd-MMM-yyyy HH:mm:ss", "MM/dd/yyyy HH:mm:ss", "dd/MM/yyyy hh:mm:ss a", "yyyy-MM-dd HH:mm:ss"],
    "how the application writes times, and reads them in criteria",
    basis("apis P2.4", "third party", "documented"),
  ),
  creatorSystemTimes: choice(
    ["shown", "hidden"],
    "whether reports show Added_Time and Modified_Time, which whoever builds the report decides",
    basis("apis P2.4", "third party"),
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
  cliqCallsPerMinute: integer(
    50,
    1,
    1_000_000,
    "calls of one Cliq resource by one person in a minute (pages say 10 to 50)",
    basis("apis P2.12", "documented"),
  ),
  mailCallsPerMinute: integer(
    30,
    1,
    1_000_000,
    "calls of one Mail resource by one person in a minute",
    basis("apis P2.14", "third party"),
  ),
  signCallsPerMinute: integer(
    50,
    1,
    1_000_000,
    "calls of one Sign resource by one person in a minute",
    basis("apis P2.10", "third party"),
  ),
  campaignsCallsPer5min: integer(
    500,
    1,
    1_000_000,
    "calls of one resource of Campaigns or Marketing Automation by one person in five minutes",
    basis("apis P2.7", "documented"),
  ),
  smallCallsPerMinute: integer(
    200,
    1,
    1_000_000,
    "calls of one resource of Analytics, Sheet or WorkDrive by one person in a minute",
    basis("apis P2.13", "inferred"),
  ),
} as const;
