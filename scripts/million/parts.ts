import type { World } from "../../test/nodes/support/world";
import { megabytes, MOST_GROWTH, type Part, seconds, thousands } from "./part";
import { type Read, readList, type Reading } from "./read-list";
import { BY_TOKENS, dyingPageTokens, PAGE, troubles } from "./troubles";

/** How large everything is to be. */
export interface Size {
  /** Leads of the org. */
  readonly leads: number;
  /** Its contacts: as many as page tokens reach, or fewer. */
  readonly contacts: number;
  readonly seed: number;
  /** Pages that the sink is given that is a hundred times slower than a page. */
  readonly slowPages: number;
  /** How long a call waits in all while Zoho refuses; less than usual, so that no storm need be long. */
  readonly patienceSeconds: number;
}

/**
 * Seconds that a token lives. One that ends with less than ten minutes left has died of old age; of others the second
 * says that the grant is used elsewhere, and renewing slows down.
 */
export const TOKEN_S = 590;

/** How much slower than a page the slow sink is. */
const TIMES = 100;

const LEADS = { path: "Leads", query: { fields: "Last_Name,Email" } };

/** Nothing goes wrong. */
export async function cleanPart(world: World, { leads }: Size): Promise<Part> {
  const read = await readList(world, allLeads(leads));
  const problems = [...read.problems, ...growthProblems(read), ...unexpected(read.errors, [])];
  return { name: "clean", figures: figuresOf(read, "Leads"), problems };
}

/** Tokens run out, a page token dies, Zoho refuses and breaks down. */
export async function faultsPart(world: World, { leads, seed, patienceSeconds }: Size): Promise<Part> {
  const planned = troubles(leads, seed, patienceSeconds);
  const read = await readList(world, { ...allLeads(leads), troubles: planned });
  const { tokenCalls, deadTokens, deadPageTokens, throttled, broken } = read.requests;
  const kills = planned.filter(({ what }) => what === "token runs out").length;
  const renewedAhead = Math.floor(read.last.ms / (TOKEN_S * 500));
  const problems = [
    ...read.problems,
    ...growthProblems(read),
    ...unexpected(read.errors, ["api_limit", "server_error", "unreachable"]),
    ...missing({
      deadTokens,
      deadPageTokens,
      throttled,
      broken,
      "error api_limit": countOf(read, "api_limit"),
    }),
    ...(tokenCalls < kills || tokenCalls > kills + renewedAhead
      ? [`${tokenCalls} token calls for ${kills} tokens that ran out`]
      : []),
  ];
  const met =
    `${kills} tokens ran out (${deadTokens} calls refused, ${tokenCalls} token calls), ` +
    `${deadPageTokens} page token died, ${throttled} times 429, ${broken} breakdowns; ` +
    `the flow took ${read.errors.length} errors (${[...new Set(read.errors)].join(", ")}) and went on`;
  return { name: "faults", figures: `${figuresOf(read, "Leads")}; ${met}`, problems };
}

/** Page tokens die again and again in an order in which no query can go on: the list is read anew each time. */
export async function pageTokensPart(world: World, { contacts, seed }: Size): Promise<Part> {
  const planned = dyingPageTokens(contacts, seed);
  const query = { fields: "Last_Name,Email", sort_by: "Created_Time", sort_order: "desc" };
  const read = await readList(world, {
    ...{ by: "list", zoho: { path: "Contacts", query, paging: "pages" }, records: contacts },
    ...ticksOf(contacts),
    troubles: planned,
  });
  const { deadPageTokens } = read.requests;
  const problems = [
    ...read.problems,
    ...growthProblems(read),
    ...unexpected(read.errors, []),
    ...(deadPageTokens === planned.length ? [] : [`${deadPageTokens} of ${planned.length} page tokens died`]),
  ];
  return {
    name: "page tokens",
    figures: `${figuresOf(read, "contacts")}; ${deadPageTokens} page tokens died, no query can go on here`,
    problems,
  };
}

/** The next page when asked, into a sink a hundred times slower than a page. */
export async function slowPart(world: World, size: Size): Promise<Part> {
  const pageMs = await pageTime(world, size);
  const delayMs = Math.ceil(TIMES * pageMs);
  const wanted = Math.min(size.leads, size.slowPages * PAGE);
  const read = await readList(world, {
    ...{ by: "asked", zoho: { ...LEADS, maxRecords: wanted }, records: size.leads, wanted },
    ...{ tickPages: 1, delayMs },
  });
  const { last, requests } = read;
  const all = Math.ceil(size.leads / PAGE);
  const figures =
    `${figuresOf(read, "Leads")}; the sink takes ${delayMs} ms for a page, ${TIMES} times what a page takes here; ` +
    `${last.ahead} calls while it worked; these are ${last.messages} of ${thousands(all)} pages, ` +
    `all would take ${((all * delayMs) / 3_600_000).toFixed(1)} h`;
  const problems = [
    ...read.problems,
    ...growthProblems(read),
    // Behind what page tokens reach a page takes several.
    ...(requests.calls === last.messages || wanted > BY_TOKENS
      ? []
      : [`${requests.calls} calls for ${last.messages} pages`]),
  ];
  return { name: "slow, asked", figures, problems };
}

/**
 * Pages, or records, into a sink as slow, which does not ask: Node-RED hands on what a node sends and tells it nothing of
 * who takes it, so the messages wait in the flow.
 */
export async function pushedPart(world: World, size: Size, paging: "pages" | "records"): Promise<Part> {
  const delayMs = Math.ceil((TIMES * (await pageTime(world, size))) / (paging === "pages" ? 1 : PAGE));
  const records = Math.min(size.leads, BY_TOKENS, 10 * size.slowPages * PAGE);
  const list = readList(world, {
    ...{ by: "pushed", zoho: { ...LEADS, paging, maxRecords: records }, records: size.leads },
    ...{ wanted: records, tickPages: records, delayMs },
  });
  const [reading] = await Promise.all([world.nodeRed.waitFor("read", 1, 600_000), list]);
  const { waiting, handled, grown, ms } = reading[0] as unknown as {
    readonly waiting: number;
    readonly handled: number;
    readonly grown: number;
    readonly ms: number;
  };
  const figures =
    `${thousands(records)} Leads read in ${seconds(ms)} while a sink that takes ${delayMs} ms for each of the ${paging} ` +
    `had done ${thousands(handled)}; ${thousands(waiting)} messages waited in the flow (${megabytes(grown)} more alive), ` +
    `because Node-RED pushes: "asked" is for this; each came once all the same`;
  return { name: `slow, ${paging}`, figures, problems: (await list).problems };
}

function allLeads(leads: number): Reading {
  return { by: "list", zoho: { ...LEADS, paging: "pages" }, records: leads, ...ticksOf(leads) };
}

/** A tick for each two-hundredth of the list; a look at what is alive, which takes long, with each fourth or tenth. */
function ticksOf(records: number): Pick<Reading, "tickPages" | "heapTicks"> {
  const tickPages = Math.max(1, Math.floor(records / PAGE / 200));
  return { tickPages, heapTicks: tickPages < 3 ? 10 : 4 };
}

/** How long a page takes where nobody is slow, milliseconds. */
async function pageTime(world: World, { leads, slowPages }: Size): Promise<number> {
  const wanted = Math.min(leads, Math.max(20, slowPages) * PAGE);
  const { last } = await readList(world, {
    ...{ by: "list", zoho: { ...LEADS, paging: "pages", maxRecords: wanted }, records: leads, wanted },
    tickPages: leads,
  });
  return last.ms / last.messages;
}

function countOf({ errors }: Read, code: string): number {
  return errors.filter((one) => one === code).length;
}

function growthOf(alive: Read["alive"]): number {
  return Math.max(...alive) - (alive[0] ?? 0);
}

function growthProblems({ alive }: Read): readonly string[] {
  const growth = growthOf(alive);
  return growth < MOST_GROWTH ? [] : [`what is alive grew by ${megabytes(growth)}`];
}

function unexpected(errors: readonly string[], expected: readonly string[]): readonly string[] {
  return [...new Set(errors)].flatMap((code) => (expected.includes(code) ? [] : [`an error ${code}`]));
}

/** What was to come and did not. */
function missing(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [] : [`no ${what}`]));
}

function figuresOf({ last, alive, mostRss, requests, problems }: Read, what: string): string {
  const each = problems.length === 0 ? ", each once" : "";
  return (
    `${thousands(last.records)} ${what}${each}; ${thousands(last.messages)} pages in ${seconds(last.ms)}, ` +
    `${thousands(requests.calls)} API calls; alive ${megabytes(Math.min(...alive))} to ${megabytes(Math.max(...alive))} ` +
    `in ${alive.length} looks (grown by ${megabytes(growthOf(alive))}), resident at most ${megabytes(mostRss)}`
  );
}
