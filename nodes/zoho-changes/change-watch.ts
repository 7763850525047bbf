import { asZohoError } from "../../src/errors/as-zoho-error";
import type { FirstRun } from "../../src/changes/change-query";
import type { ErrorCode } from "../../src/errors/codes";
import { Cancellation } from "../../src/time/cancel-signal";
import type { Clock } from "../../src/time/clock";
import { PollAlarm } from "./poll-alarm";
import { Poll, type PollParts, type Wanted } from "./poll-changes";
import { type Failures, firstPause, pauseAfter, regularPause } from "./poll-pauses";
import type { WatchState } from "./watch-state";

export interface WatchParts extends PollParts {
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly intervalMs: number;
}

/**
 * Polls for as long as its node lives, one poll at a time, and hands each batch over. The place goes on only behind a
 * batch that was taken, and the next batch is asked for when it is kept.
 */
export class ChangeWatch {
  private failing: Failures | undefined;
  /** What was told last; another failure is told anew. */
  private told: ErrorCode | undefined;
  private last: { readonly at: number; readonly changes: number } | undefined;
  private isPolling = false;
  private current = new Cancellation();
  private line: Promise<unknown> = Promise.resolve();
  private readonly alarm: PollAlarm;
  private readonly poll: Poll;

  constructor(private readonly parts: WatchParts) {
    this.alarm = new PollAlarm(parts.clock);
    this.poll = new Poll(parts);
  }

  /** Polls until `close`. @param started when what is sent arrives */
  async run(started: Promise<void>): Promise<void> {
    await started;
    const { place, listener, intervalMs, random } = this.parts;
    // What can't be read is told by the first poll.
    await place.load().catch(() => undefined);
    let pause = firstPause(intervalMs, random());
    while (!this.alarm.isOver) {
      const resting = this.alarm.rest(place.isPaused ? undefined : pause);
      listener.changed();
      await resting;
      if (!place.isPaused) await this.pollByItself();
      pause = this.pauseAfterPoll();
    }
  }

  get state(): WatchState {
    const error = this.failing?.error ?? this.poll.unkept;
    const batch = this.parts.delivery.waiting;
    return {
      is: this.word,
      ...(this.last !== undefined && { lastPollAt: this.last.at, lastChanges: this.last.changes }),
      ...(this.alarm.at !== undefined && { nextPollAt: this.alarm.at }),
      ...(batch !== undefined && { batch }),
      ...(error !== undefined && { error }),
    };
  }

  /**
   * Polls now, also while paused.
   *
   * @returns how many changes were handed over
   * @throws ZohoError what has gone wrong; the listener is not told besides
   */
  pollNow(): Promise<number> {
    return this.inTurn(() => this.polled("by hand"));
  }

  /** No poll comes by itself until `resume`, also after a restart; what was sent can still be taken. */
  pause(): Promise<void> {
    return this.setPaused("yes");
  }

  async resume(): Promise<void> {
    await this.setPaused("no");
    this.alarm.ring();
  }

  /**
   * Goes on from another place; a poll that is under way or waits for the flow is given up. The new place is on disk when
   * this resolves.
   *
   * @throws ZohoError where it can't be found or kept: the old place then still counts
   */
  async reset(first: FirstRun): Promise<void> {
    this.current.abort(new Error("another place was asked for"));
    await this.inTurn(() => this.moved(first));
    this.alarm.ring();
  }

  /**
   * Gives everything since a date again: first what is new, so that nothing is left out, then all since then, marked.
   *
   * @throws ZohoError as `reset` and `pollNow`
   */
  async replay(date: Date): Promise<void> {
    await this.inTurn(async () => {
      await this.polled("by hand");
      await this.moved({ from: "date", date }, "replay");
    });
    this.alarm.ring();
  }

  /** Polls soon where polls fail: something has changed that may have mended it. */
  somethingChanged(): void {
    if (this.failing !== undefined) this.alarm.ring();
  }

  /** Ends it. @returns when nothing is being done any more */
  async close(): Promise<void> {
    this.alarm.end();
    this.current.abort(new Error("the node was stopped"));
    await this.line;
  }

  private get word(): WatchState["is"] {
    if (this.isPolling) return this.parts.delivery.waiting !== undefined ? "waiting" : "polling";
    if (this.parts.place.isPaused) return "paused";
    if (this.failing !== undefined || this.poll.unkept !== undefined) return "failing";
    return this.last === undefined ? "beginning" : "resting";
  }

  private async setPaused(paused: "yes" | "no"): Promise<void> {
    try {
      await this.parts.place.setPaused(paused);
    } finally {
      this.parts.listener.changed();
    }
  }

  private async pollByItself(): Promise<void> {
    try {
      await this.inTurn(() => this.polled("by itself"));
    } catch (thrown) {
      const error = asZohoError(thrown);
      if (error.code === this.told) return;
      this.told = error.code;
      this.parts.listener.failed(error);
    }
  }

  private pauseAfterPoll(): number {
    const { intervalMs, random } = this.parts;
    return this.failing === undefined
      ? regularPause(intervalMs, random())
      : pauseAfter(this.failing, intervalMs, random());
  }

  /** One thing at a time: polls, and changes of the place. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.line.then(work);
    this.line = result.catch(() => undefined);
    return result;
  }

  /** One poll to its end. @throws ZohoError, but where it was given up for another place or the end */
  private async polled(wanted: Wanted): Promise<number> {
    if (this.alarm.isOver) return 0;
    const current = (this.current = new Cancellation());
    this.isPolling = true;
    this.parts.listener.changed();
    try {
      const changes = await this.poll.run(current, wanted);
      this.failing = undefined;
      this.told = undefined;
      this.last = { at: this.parts.clock.now(), changes };
      return changes;
    } catch (thrown) {
      if (current.aborted) return 0;
      const error = asZohoError(thrown);
      this.failing = { error, count: (this.failing?.count ?? 0) + 1 };
      if (wanted === "by hand") this.told = error.code;
      throw error;
    } finally {
      this.isPolling = false;
      this.parts.listener.changed();
    }
  }

  private async moved(first: FirstRun, again?: "replay"): Promise<void> {
    this.current = new Cancellation();
    await this.poll.move(first, this.current, again);
    this.failing = undefined;
    this.told = undefined;
  }
}
