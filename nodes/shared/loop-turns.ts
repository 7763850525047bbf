/** So many messages are begun in one turn of the event loop: some milliseconds of work. */
const MOST_AT_ONCE = 64;

/** What begins when it is its turn. */
export interface Beginner {
  begin(): void;
}

/**
 * Begins what comes in a burst bit by bit, in the order in which it came: whatever else there is to do, timers, sockets
 * and other flows, gets its turn in between. Who waits costs no more than a place in a list.
 */
export class LoopTurns {
  private begun = 0;
  private isSet = false;
  private waiting: Beginner[] = [];

  /** Begins at once where few have begun in this turn of the event loop. */
  begin(beginner: Beginner): void {
    if (!this.isSet) this.set();
    if (this.begun < MOST_AT_ONCE) {
      this.begun++;
      beginner.begin();
    } else this.waiting.push(beginner);
  }

  private set(): void {
    this.isSet = true;
    setImmediate(() => {
      this.turn();
    });
  }

  private turn(): void {
    const now = this.waiting.splice(0, MOST_AT_ONCE);
    this.begun = now.length;
    this.isSet = false;
    if (now.length > 0) this.set();
    for (const one of now) one.begin();
  }
}
