import { type Clock, systemClock } from "../../time/clock";
import { Lane } from "./lane";
import type { LaneId } from "./lane-id";
import type { LaneOptions, WaitingRules } from "./lane-options";
import { type EditionLimit, LaneRulesBook, type LimitSettings } from "./lane-rules";
import type { Place, Wish } from "./place";

export { laneOf, type LaneId } from "./lane-id";
export type { EditionLimit, LimitSettings } from "./lane-rules";
export type { Place, Priority, Waiter, Wish } from "./place";

export interface GovernorOptions extends LimitSettings, Partial<WaitingRules> {
  readonly clock?: Clock;
  /** From 0 to below 1; `Math.random` unless said otherwise. */
  readonly random?: () => number;
}

/** How calls wait where nobody says otherwise. */
export const WAITING_DEFAULTS: WaitingRules = {
  maxWaiting: 1_000,
  maxWaitMs: 10 * 60_000,
  patienceMs: 60_000,
};

/** How busy a lane is. */
export interface Load {
  /** Calls in the air. */
  readonly running: number;
  readonly waiting: number;
  /** How long Zoho keeps it closed, milliseconds. */
  readonly pausedMs: number;
}

/** A lane that calls have used, and which nodes wait in it. */
export interface LaneInUse extends Load {
  readonly key: string;
  /** How many calls of each node wait, by what `Wish.origin` says. */
  readonly waitingByOrigin: ReadonlyMap<string, number>;
}

/** Beyond so many lanes those with nothing to remember are let go. */
const MANY_LANES = 1_000;

/**
 * Lets as many calls of one org run at once as Zoho allows, over all nodes; the others wait for their turn: those of
 * one node in the order they came, nodes in turns.
 * Zoho: CRM API limits, concurrent calls by edition; the limits of each product in its API docs.
 */
export class Governor {
  private readonly lanes = new Map<string, Lane>();
  private readonly rules: LaneRulesBook;
  private readonly laneOptions: LaneOptions;
  private sweepAt = MANY_LANES;

  constructor(options: GovernorOptions = {}) {
    const { clock = systemClock, random = Math.random } = options;
    const { maxWaiting, maxWaitMs, patienceMs } = WAITING_DEFAULTS;
    this.rules = new LaneRulesBook(options);
    this.laneOptions = {
      clock,
      random,
      waiting: {
        maxWaiting: options.maxWaiting ?? maxWaiting,
        maxWaitMs: options.maxWaitMs ?? maxWaitMs,
        patienceMs: options.patienceMs ?? patienceMs,
      },
    };
  }

  /**
   * Stands in line for a call. Whoever enters leaves by `Place.leave`, also where its turn never comes.
   *
   * @param edition what the edition of the org allows, where it is known; of what several connections of an org know,
   *   the newest counts
   * @returns a place that does not wait where it may begin at once
   * @throws ZohoError `queue_full`; `api_limit` where Zoho has closed the lane for longer than it may wait; the reason
   *   of its signal. The turn: `waited_too_long` and the same.
   */
  enter({ key, product }: LaneId, wish: Wish, edition?: EditionLimit): Place {
    wish.signal?.throwIfAborted();
    let lane = this.lanes.get(key);
    const known = newer(lane?.edition, edition);
    const rules = this.rules.rulesOf(product, known?.callsAtOnce);
    if (lane === undefined) {
      this.sweep();
      lane = new Lane(rules, this.laneOptions);
      this.lanes.set(key, lane);
    }
    lane.edition = known;
    lane.follow(rules);
    return lane.enter(wish);
  }

  /** How many calls of a lane may be in the air at once while Zoho refuses none. @param edition as for `enter` */
  callsAtOnce({ key, product }: LaneId, edition?: EditionLimit): number {
    const known = newer(this.lanes.get(key)?.edition, edition);
    return this.rules.rulesOf(product, known?.callsAtOnce).concurrency;
  }

  load({ key }: Pick<LaneId, "key">): Load {
    const lane = this.lanes.get(key);
    return { running: 0, waiting: 0, pausedMs: 0, ...lane?.load, ...(lane && { pausedMs: lane.pausedMs }) };
  }

  /** All lanes that calls have used since this process began, save those long forgotten. */
  lanesInUse(): readonly LaneInUse[] {
    return [...this.lanes].map(([key, lane]) => ({
      key,
      ...lane.load,
      pausedMs: lane.pausedMs,
      waitingByOrigin: lane.turns.sizes(),
    }));
  }

  /** Lets go of lanes with nothing to remember, now and then. */
  private sweep(): void {
    if (this.lanes.size < this.sweepAt) return;
    for (const [key, lane] of this.lanes) {
      if (!lane.isForgettable) continue;
      lane.close();
      this.lanes.delete(key);
    }
    this.sweepAt = Math.max(MANY_LANES, this.lanes.size * 2);
  }
}

function newer(one: EditionLimit | undefined, other: EditionLimit | undefined): EditionLimit | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.toldAt > one.toldAt ? other : one;
}
