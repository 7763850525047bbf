import { ZohoError } from "../../errors/zoho-error";
import type { Clock } from "../../time/clock";
import { canBeSentAgain } from "../../transport/transport-body";
import type { ApiCall } from "../api-call";
import type { Effort } from "./effort";
import type { Place } from "../governor/governor";
import { outlasts } from "../governor/patience";
import { WHOLE_MESSAGE } from "../governor/waiting-errors";
import { RetryBudget } from "./retry-budget";

/** So often a call is tried that fails for a passing reason. */
export const TRIES = 3;

/** Longest pause before the second try, and before any; milliseconds. How much of it is waited is left to chance. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;

/**
 * What to do about a failure.
 *
 * - `wait`: Zoho has not looked at the call, because of a limit. Also a create is safe to send again.
 * - `repeat`: it failed on its way or at Zoho, and does no harm twice.
 * - `stop`: another try would end the same, or might do it twice.
 */
export type RetryAdvice = "wait" | "repeat" | "stop";

/** Passing failures. A create that may have been carried out is `write_unknown`, and not among them. */
const PASSING: ReadonlySet<string> = new Set(["network", "timeout", "server_error"]);

/** @param error what an exchange with a product has come to */
export function retryAdvice({ code, cause }: Pick<ZohoError, "code" | "cause">): RetryAdvice {
  if (code === "api_limit") return "wait";
  // An answer that was cut off; a redirect, or the refusal of a proxy, would come again.
  const isCutOff = code === "not_zoho" && cause.status !== undefined && cause.status < 300;
  return isCutOff || PASSING.has(code) ? "repeat" : "stop";
}

export interface RetrierOptions {
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** One call and what belongs to it. */
export interface Retried {
  readonly call: Pick<ApiCall, "body" | "signal">;
  /** What fails together. */
  readonly host: string;
  readonly place: Place;
  readonly effort: Effort;
}

/** Tries a call again where that is safe and of use. */
export class Retrier {
  private readonly budgets = new Map<string, RetryBudget>();

  constructor(private readonly options: RetrierOptions) {}

  /**
   * @param attempt one try, which notes in the effort what it has come to
   * @throws what the last try threw, with a time where the wait would have been too long; what ends a wait
   */
  async run<T>(retried: Retried, attempt: () => Promise<T>): Promise<T> {
    const { host, place } = retried;
    const budget = this.budgetOf(host);
    for (let failures = 0; ;) {
      try {
        const result = await attempt();
        place.taken();
        budget.refund();
        return result;
      } catch (error) {
        if (!(error instanceof ZohoError) || !retried.effort.isOfExchange(error)) throw error;
        const advice = retryAdvice(error);
        if (error.class !== "unreachable" && advice !== "wait") place.taken();
        const isWhole = canBeSentAgain(retried.call.body);
        if (advice === "wait") await this.waitFor(place, error, isWhole ? place.patienceMs : 0);
        else if (advice === "repeat" && isWhole && ++failures < TRIES)
          await this.pause(failures, error, retried);
        else throw error;
      }
    }
  }

  /** Gives the place back for as long as Zoho refuses; all that share the limit wait. */
  private async waitFor(place: Place, error: ZohoError, patienceMs: number): Promise<void> {
    const { clock } = this.options;
    const pausedMs = place.refused(error.cause.retryAfterMs);
    const waitedMs = clock.monotonic() - (place.refusedAt ?? clock.monotonic());
    const times = { retryAt: clock.now() + pausedMs, retryAfterMs: pausedMs };
    if (waitedMs + pausedMs > patienceMs) throw error.copy(times);
    if (outlasts(place, clock.monotonic(), pausedMs))
      throw error.copy({ ...times, details: { outlasted: WHOLE_MESSAGE } });
    const turn = place.again();
    if (turn !== undefined) await turn;
  }

  /** Keeps its place meanwhile: what fails is not to be met by more. */
  private async pause(failures: number, error: ZohoError, { host, place, call }: Retried): Promise<void> {
    const { clock, random } = this.options;
    const toldMs = error.cause.retryAfterMs ?? 0;
    const isWorthIt = toldMs <= place.patienceMs;
    if (!isWorthIt || !this.budgetOf(host).take(error.code === "timeout" ? "timeout" : "other")) throw error;
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
    const pauseMs = Math.max(toldMs, longest * random());
    // The next try would come too late: what is known of this one says more than that the time was over.
    if (place.endsAt !== undefined && clock.monotonic() + pauseMs >= place.endsAt) throw error;
    if (pauseMs > 0) await clock.sleep(pauseMs, call.signal);
    place.repeated();
  }

  private budgetOf(host: string): RetryBudget {
    let budget = this.budgets.get(host);
    if (budget === undefined) {
      budget = new RetryBudget();
      this.budgets.set(host, budget);
    }
    return budget;
  }
}
