import type { World } from "../../test/nodes/support/world";
import { type RequestCounts, SeenRequests } from "./seen-requests";
import type { Trouble } from "./troubles";

/** How a list is to be read. */
export interface Reading {
  /** Which list of the flows. */
  readonly by: "list" | "pushed" | "asked";
  /** What the message says of the call. */
  readonly zoho: Readonly<Record<string, unknown>>;
  /** Records that there are. */
  readonly records: number;
  /** How many of them are wanted; all unless said otherwise. */
  readonly wanted?: number;
  /** Messages after which it is told how far it is. */
  readonly tickPages: number;
  /** Ticks after which it is looked what is alive. */
  readonly heapTicks?: number;
  /** How long the sink takes for a message, milliseconds. */
  readonly delayMs?: number;
  /** In the order of their pages. */
  readonly troubles?: readonly Trouble[];
}

/** A list that failed for good. */
interface Failure {
  readonly failed: string;
}

/** What the sink tells. */
export interface Tick {
  readonly ms: number;
  readonly records: number;
  readonly messages: number;
  readonly doubled: number;
  readonly strange: number;
  readonly ends: number;
  /** Calls while the sink worked on a page that it asked for. */
  readonly ahead: number;
  readonly alive?: number;
  readonly rss?: number;
  readonly isLast?: boolean;
  /** What was alive before the list, with its last tick. */
  readonly before?: number;
}

/** What came of a list. */
export interface Read {
  readonly last: Tick;
  /** What was alive on the way, bytes. */
  readonly alive: readonly number[];
  readonly mostRss: number;
  readonly requests: RequestCounts;
  /** Codes of the errors that the flow took, and went on after. */
  readonly errors: readonly string[];
  readonly problems: readonly string[];
}

/** Longest time without a tick, milliseconds: only there to end what hangs. */
const PATIENCE_MS = 600_000;

/** Reads a list through a flow to its end, and lets go wrong what is to go wrong at its place. */
export async function readList(world: World, reading: Reading): Promise<Read> {
  const {
    by,
    zoho,
    records,
    tickPages,
    heapTicks = 1,
    delayMs = 0,
    troubles = [],
    wanted = records,
  } = reading;
  const { nodeRed, emulator } = world;
  nodeRed.forget();
  const seen = await SeenRequests.since(emulator);
  const waiting = [...troubles];
  const ticks: Tick[] = [];
  await nodeRed.inject("in", { order: { by, records, tickPages, heapTicks, delayMs }, zoho });
  for (let last: Tick | undefined; last?.isLast !== true;) {
    last = await tickOf(world, ticks.length);
    ticks.push(last);
    await seen.look();
    for (; (waiting[0]?.page ?? Infinity) <= last.messages; waiting.shift())
      await waiting[0]?.happen(emulator);
  }
  await emulator.clearFaults();
  const last = ticks.at(-1) as Tick;
  const alive = ticks.flatMap((tick) => tick.alive ?? []);
  const errors = (await nodeRed.messages("errors")).map(({ code }) => String(code));
  return {
    last,
    alive,
    mostRss: Math.max(...ticks.map(({ rss = 0 }) => rss)),
    requests: await seen.look(),
    errors,
    problems: problemsOf(last, wanted, waiting),
  };
}

/** @throws Error where the list has failed for good */
async function tickOf({ nodeRed }: World, index: number): Promise<Tick> {
  const told = (await nodeRed.waitFor("ticks", index + 1, PATIENCE_MS))[index] as unknown as Tick | Failure;
  if ("failed" in told) throw new Error(`The list failed: ${told.failed}`);
  return told;
}

function problemsOf(last: Tick, wanted: number, waiting: readonly Trouble[]): readonly string[] {
  const { records, doubled, strange, ends, ahead } = last;
  const lost = wanted - (records - doubled - strange);
  const wrong = {
    lost,
    doubled,
    strange,
    "last messages too many": ends - 1,
    "calls ahead of the sink": ahead,
  };
  return [
    ...Object.entries(wrong).flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`])),
    ...waiting.map(({ what, page }) => `the list ended before page ${page}, where '${what}' was to come`),
  ];
}
