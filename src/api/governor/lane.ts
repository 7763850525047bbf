import { Alarm } from "./alarm";
import { CallWindow } from "./call-window";
import { Departures } from "./departures";
import type { LaneOptions, LaneRules } from "./lane-options";
import type { EditionLimit } from "./lane-rules";
import { Pace } from "./pace";
import { outlasts } from "./patience";
import { Place, type Wish } from "./place";
import { Turns } from "./turns";
import { VainWaits } from "./vain-waits";
import { closedLane, fullQueue, waitedTooLong, WHOLE_MESSAGE } from "./waiting-errors";

/** Calls that share Zoho's limits: one org in one product. */
export class Lane {
  /** The newest that is known of the edition of its org. */
  edition: EditionLimit | undefined;
  private running = 0;
  private heavyRunning = 0;
  readonly turns = new Turns();
  private readonly pace: Pace;
  private window: CallWindow | undefined;
  private readonly departures = new Departures();
  private numbers = 0;
  /** Mean time that a call keeps its place, milliseconds. */
  private meanMs = 500;
  private readonly vain: VainWaits;
  private readonly alarm: Alarm;

  constructor(
    private rules: LaneRules,
    private readonly options: LaneOptions,
  ) {
    this.alarm = new Alarm(options.clock, () => {
      this.ring();
    });
    this.pace = new Pace(rules, options.random);
    this.vain = new VainWaits(options.waiting.maxWaitMs);
    this.window = rules.window && new CallWindow(rules.window, 0);
  }

  /** Calls in the air, and those that wait. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.running, waiting: this.turns.size };
  }

  /** How long Zoho keeps it closed, milliseconds; 0 where it is open. */
  get pausedMs(): number {
    return Math.max(0, this.pace.pausedUntil - this.options.clock.monotonic());
  }

  /** True where nothing needs to be remembered of it. */
  get isForgettable(): boolean {
    const isIdle = this.running === 0 && this.turns.size === 0;
    const isFresh = this.pace.isFull && this.pausedMs === 0;
    return isIdle && isFresh && this.window?.isEmpty(this.options.clock.monotonic()) !== false;
  }

  /** Goes on under other rules, as when the edition of an org has become known. */
  follow(rules: LaneRules): void {
    if (rules === this.rules) return;
    const { window } = rules;
    const isSame = window?.calls === this.rules.window?.calls && window?.ms === this.rules.window?.ms;
    if (!isSame) this.window = window && new CallWindow(window, this.running);
    this.rules = rules;
    this.pace.follow(rules);
  }

  /**
   * @returns a place that does not wait where it may begin at once
   * @throws ZohoError `queue_full`; `api_limit` where Zoho keeps the lane closed for longer than it may wait
   */
  enter(wish: Wish): Place {
    const { clock, waiting } = this.options;
    const { origin = "", priority = "interactive", isHeavy = false, signal } = wish;
    const now = clock.monotonic();
    const patienceMs = wish.patienceMs ?? waiting.patienceMs;
    if (this.pace.pausedUntil - now > patienceMs) throw closedLane(clock, this.pausedMs);
    const { endsAt } = wish;
    const openAt = endsAt === undefined ? now : this.openAt(now);
    if (openAt < Number.POSITIVE_INFINITY && outlasts({ endsAt }, now, openAt - now))
      throw closedLane(clock, openAt - now, WHOLE_MESSAGE);
    const number = ++this.numbers;
    const place = new Place(this, { isHeavy, patienceMs, endsAt, signal, number, arrivedAt: now });
    this.turns.add(place, origin, priority);
    this.go();
    if (!place.isWaiting) return place;
    if (this.turns.size > waiting.maxWaiting) {
      this.turns.remove(place);
      throw fullQueue(clock, waiting.maxWaiting, this.drainMs());
    }
    this.letWait(place);
    return place;
  }

  /** The call is over: the next in line inherits its place. */
  leave(place: Place): void {
    const { startedAt } = place;
    if (startedAt === undefined) return;
    this.meanMs += (this.options.clock.monotonic() - startedAt - this.meanMs) / 16;
    this.stop(place);
    this.go();
  }

  taken({ startedAt }: Place): void {
    if (startedAt !== undefined) this.pace.taken(startedAt);
  }

  repeated(place: Place): void {
    const now = this.options.clock.monotonic();
    place.startedAt = now;
    this.window?.repeat(now);
  }

  refused(place: Place, toldMs: number | undefined): number {
    const now = this.options.clock.monotonic();
    place.refusedAt ??= now;
    const pausedMs = this.pace.refused(place.startedAt ?? now, toldMs, now);
    if (this.vain.areExpected(now, pausedMs)) this.alarm.wake(now);
    return pausedMs;
  }

  again(place: Place): void {
    this.stop(place);
    this.turns.putBack(place);
    this.go();
    if (place.isWaiting) this.letWait(place);
  }

  /** Nobody will come any more. */
  close(): void {
    this.alarm.off();
  }

  private letWait(place: Place): void {
    if (place.signal?.aborted === true) {
      this.turnAway(place, place.signal.reason);
      return;
    }
    this.departures.watch(place);
    this.vain.note(place);
    this.alarm.wake(this.vain.lookAt);
  }

  private stop(place: Place): void {
    place.startedAt = undefined;
    this.running--;
    if (place.isHeavy) this.heavyRunning--;
    this.window?.end(this.options.clock.monotonic());
  }

  /** When the next call may begin, as far as limits go: now, later, or at infinity where one must end first. */
  private openAt(now: number): number {
    return Math.max(this.pace.pausedUntil, this.window?.freeAt(now) ?? now);
  }

  /** Begins what may begin, and sees to it that somebody looks again when more may. */
  private go(): void {
    const now = this.options.clock.monotonic();
    const { heavyConcurrency = Number.POSITIVE_INFINITY } = this.rules;
    while (this.turns.size > 0 && this.running < Math.floor(this.pace.limit)) {
      const openAt = this.openAt(now);
      if (openAt > now) {
        this.alarm.wake(openAt);
        return;
      }
      const place = this.turns.take(this.heavyRunning < heavyConcurrency);
      if (place === undefined) return;
      this.running++;
      if (place.isHeavy) this.heavyRunning++;
      this.window?.begin();
      this.departures.forget(place);
      place.begin(now);
    }
    if (this.turns.size === 0) this.vain.reset();
  }

  /** Turns away who has waited too long, and who would for a lane that stays closed. */
  private look(now: number): void {
    const { clock, waiting } = this.options;
    const { pausedMs } = this;
    for (const place of this.vain.find(this.turns, now, pausedMs)) {
      const waitedMs = now - place.arrivedAt;
      const isLate = waitedMs >= waiting.maxWaitMs;
      const error = isLate
        ? waitedTooLong(clock, waitedMs, this.drainMs())
        : closedLane(clock, pausedMs, outlasts(place, now, pausedMs) ? WHOLE_MESSAGE : undefined);
      this.turnAway(place, error);
    }
  }

  /** Takes one out of the line that waits. @param reason what its turn fails with */
  turnAway(place: Place, reason: unknown): void {
    this.turns.remove(place);
    this.departures.forget(place);
    place.turnAway(reason);
  }

  /** How long those that wait will take, as far as can be told; milliseconds. */
  private drainMs(): number {
    const { size } = this.turns;
    const byWindow =
      this.rules.window === undefined ? 0 : (size * this.rules.window.ms) / this.rules.window.calls;
    return this.pausedMs + Math.max((size * this.meanMs) / this.pace.limit, byWindow, 1_000);
  }

  /** Time has come for somebody: to begin, or to go. */
  private ring(): void {
    const now = this.options.clock.monotonic();
    if (this.turns.size === 0) return;
    if (now >= this.vain.lookAt) this.look(now);
    this.go();
    this.alarm.wake(this.vain.lookAt);
  }
}
