/** What a host may be asked again, and what it gets back for an answer. As in AWS's SDKs: retry quota. */
const CAPACITY = 500;
const COST = 5;
/** A call that took its whole time has cost the most. */
const COST_OF_TIMEOUT = 10;
const REFUND = 1;

/**
 * How often calls may be repeated at one host. Single failures are free; where most calls fail the repetitions run
 * out, so that an outage is not multiplied by all that wait for its end.
 */
export class RetryBudget {
  private left = CAPACITY;

  /** @returns false where a call must not be repeated */
  take(how: "timeout" | "other"): boolean {
    const cost = how === "timeout" ? COST_OF_TIMEOUT : COST;
    if (this.left < cost) return false;
    this.left -= cost;
    return true;
  }

  /** A call was answered. */
  refund(): void {
    this.left = Math.min(CAPACITY, this.left + REFUND);
  }
}
