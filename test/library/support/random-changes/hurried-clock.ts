import { HeldClock } from "../../../unit/support/held-clock";

/** Time that stands still, and once it has been told so passes at once whenever somebody sleeps. */
export class HurriedClock extends HeldClock {
  private mood: "patient" | "hurried" = "patient";

  hurry(): void {
    this.mood = "hurried";
  }

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const asleep = super.sleep(ms, signal);
    if (this.mood === "hurried") void this.pass(ms);
    return asleep;
  }
}
