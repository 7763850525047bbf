import { Cancellation } from "../../src/time/cancel-signal";
import type { Clock } from "../../src/time/clock";

/** Ends the pause between two polls: when its time is over, or when somebody rings. */
export class PollAlarm {
  /** When the pause that is under way ends by itself, milliseconds since 1970; undefined where it does not. */
  at: number | undefined;
  isOver = false;
  private isRung = false;
  private pause = new Cancellation();

  constructor(private readonly clock: Clock) {}

  /** @param ms undefined: until somebody rings */
  async rest(ms: number | undefined): Promise<void> {
    this.pause = new Cancellation();
    if (this.isRung || this.isOver) {
      this.isRung = false;
      return;
    }
    this.at = ms === undefined ? undefined : this.clock.now() + ms;
    const { pause } = this;
    const rung = new Promise<void>((resolve) => {
      pause.addEventListener("abort", resolve);
    });
    await (ms === undefined ? rung : this.clock.sleep(ms, pause).catch(() => undefined));
    this.at = undefined;
    this.isRung = false;
  }

  /** Ends the pause that is under way, or else the next one. */
  ring(): void {
    this.isRung = true;
    this.pause.abort(new Error("it rang"));
  }

  /** Ends the pause and all that would come. */
  end(): void {
    this.isOver = true;
    this.ring();
  }
}
