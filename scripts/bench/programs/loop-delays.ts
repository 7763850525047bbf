import { monitorEventLoopDelay } from "node:perf_hooks";

/** How late the event loop came to what was due, milliseconds. */
export interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

/** Watches the event loop, with pauses for what is not to count. */
export class LoopDelays {
  private readonly histogram = monitorEventLoopDelay({ resolution: 1 });

  watch(): void {
    this.histogram.enable();
  }

  pause(): void {
    this.histogram.disable();
  }

  /** Of all the time that it was watched; 0 where that was too short for anything to be due. */
  seen(): LoopDelay {
    const { histogram } = this;
    if (histogram.count === 0) return { p99: 0, max: 0 };
    return { p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6 };
  }
}
