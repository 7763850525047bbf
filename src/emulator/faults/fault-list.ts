import { type Fault, type FaultTarget, matches } from "./fault";

/** A fault and for how many requests it still is; null: until cleared. */
export type WaitingFault = Fault & { readonly left: number | null };

/** What decides whether a fault comes. */
export interface FaultChances {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A number from 0 to below 1, another one at each call. */
  readonly draw: () => number;
}

/** Faults that wait for their requests, in the order they were added. */
export interface FaultList {
  add(fault: Fault): void;
  /** The first fault for this request; uses it up once. */
  take(request: FaultTarget, chances: FaultChances): Fault | undefined;
  /** @param now milliseconds since 1970: what has ended by then is left out */
  list(now: number): readonly WaitingFault[];
  clear(): void;
  /** Goes on with what `list` gave. */
  restore(saved: readonly WaitingFault[]): void;
}

interface Entry {
  readonly fault: Fault;
  left: number | null;
  /** How many of its requests still pass. */
  after: number;
}

export function createFaultList(): FaultList {
  let waiting: Entry[] = [];

  function comes(entry: Entry, { draw }: FaultChances): boolean {
    if (entry.after > 0) {
      entry.after -= 1;
      return false;
    }
    const { probability } = entry.fault;
    return probability === undefined || draw() < probability;
  }
  function live(now: number): Entry[] {
    return waiting.filter(({ fault }) => fault.until === undefined || now < fault.until);
  }
  return {
    add(fault) {
      waiting.push({ fault, left: fault.times, after: fault.after ?? 0 });
    },
    take(request, chances) {
      if (waiting.length === 0) return undefined;
      waiting = live(chances.now);
      const found = waiting.find((entry) => matches(entry.fault.match, request) && comes(entry, chances));
      if (found === undefined) return undefined;
      if (found.left !== null) found.left -= 1;
      if (found.left === 0) waiting = waiting.filter((entry) => entry !== found);
      return found.fault;
    },
    list: (now) =>
      live(now).map(({ fault, left, after }) => ({
        ...fault,
        left,
        ...(fault.after === undefined ? {} : { after }),
      })),
    clear() {
      waiting = [];
    },
    restore(saved) {
      waiting = saved.map(({ left, ...fault }) => ({ fault, left, after: fault.after ?? 0 }));
    },
  };
}
