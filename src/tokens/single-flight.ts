import type { CancelSignal } from "../time/cancel-signal";
/**
 * One run at a time for each key; who comes while it is in the air gets its result.
 *
 * The flight belongs to nobody: a waiter that gives up leaves it flying for the others. It must have a time
 * limit of its own.
 */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Promise<T>>();

  /**
   * @param key what must not happen twice at once
   * @param start begins the flight; not called where one is in the air
   * @param signal lets this one waiter go early
   */
  run(key: string, start: () => Promise<T>, signal?: CancelSignal): Promise<T> {
    const flight = this.flights.get(key) ?? this.launch(key, start);
    return signal === undefined ? flight : abandonable(flight, signal);
  }

  /** True while a run for this key is in the air. */
  has(key: string): boolean {
    return this.flights.has(key);
  }

  private launch(key: string, start: () => Promise<T>): Promise<T> {
    const flight = start().finally(() => this.flights.delete(key));
    // A flight that all waiters have left must not end the process.
    flight.catch(() => undefined);
    this.flights.set(key, flight);
    return flight;
  }
}

function abandonable<T>(flight: Promise<T>, signal: CancelSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) {
      leave();
      return;
    }
    signal.addEventListener("abort", leave);
    flight.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", leave);
    });
  });
}
