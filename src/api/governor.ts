import { ZohoError } from "../errors/zoho-error";

export interface GovernorOptions {
  /** Calls of one org that may be in the air at once; Zoho CRM's lowest paid edition allows 10. */
  readonly concurrency?: number;
  /** Calls of one org that may wait. */
  readonly maxWaiting?: number;
}

/** How busy an org is. */
export interface Load {
  readonly running: number;
  readonly waiting: number;
}

/**
 * Lets as many calls of one org run at once as Zoho allows, over all nodes; the others wait in the order they came.
 * Zoho: CRM API limits, concurrent calls by edition.
 */
export class Governor {
  private readonly lanes = new Map<string, Lane>();
  private readonly concurrency: number;
  private readonly maxWaiting: number;

  constructor(options: GovernorOptions = {}) {
    this.concurrency = options.concurrency ?? 10;
    this.maxWaiting = options.maxWaiting ?? 1_000;
  }

  /**
   * Runs a call when it is its turn.
   *
   * @param org what shares a limit
   * @param signal takes a waiting call out of the queue
   * @throws ZohoError `queue_full`; what `call` throws; the signal's reason
   */
  async run<T>(org: string, call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const lane = this.lanes.get(org) ?? this.open(org);
    if (lane.running < this.concurrency) lane.running++;
    else await this.turn(lane, signal);
    try {
      return await call();
    } finally {
      this.leave(org, lane);
    }
  }

  load(org: string): Load {
    const lane = this.lanes.get(org);
    return { running: lane?.running ?? 0, waiting: lane?.waiting.size ?? 0 };
  }

  private open(org: string): Lane {
    const lane: Lane = { running: 0, waiting: new Set() };
    this.lanes.set(org, lane);
    return lane;
  }

  private turn(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
    if (lane.waiting.size >= this.maxWaiting) {
      throw new ZohoError("queue_full", { details: { limit: this.maxWaiting } });
    }
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal?.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = (): void => {
        lane.waiting.delete(start);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      lane.waiting.add(start);
    });
  }

  /** The next in line inherits the place; the last one closes the lane. */
  private leave(org: string, lane: Lane): void {
    const [next] = lane.waiting;
    if (next !== undefined) {
      lane.waiting.delete(next);
      next();
      return;
    }
    lane.running--;
    if (lane.running === 0) this.lanes.delete(org);
  }
}

interface Lane {
  running: number;
  /** In the order they came; a Set keeps it and deletes from the middle in no time. */
  readonly waiting: Set<() => void>;
}
