import { type Fault, matches } from "./fault";

/** A fault and for how many requests it still is; null: until cleared. */
export type WaitingFault = Fault & { readonly left: number | null };

/** Faults that wait for their requests, in the order they were added. */
export interface FaultList {
  add(fault: Fault): void;
  /** The first fault for this request; uses it up once. */
  take(request: { readonly method: string; readonly host: string; readonly path: string }): Fault | undefined;
  list(): readonly WaitingFault[];
  clear(): void;
  /** Goes on with what `list` gave. */
  restore(saved: readonly WaitingFault[]): void;
}

export function createFaultList(): FaultList {
  let waiting: { readonly fault: Fault; left: number | null }[] = [];
  return {
    add(fault) {
      waiting.push({ fault, left: fault.times });
    },
    take(request) {
      if (waiting.length === 0) return undefined;
      const found = waiting.find((entry) => matches(entry.fault.match, request));
      if (found === undefined) return undefined;
      if (found.left !== null) found.left -= 1;
      if (found.left === 0) waiting = waiting.filter((entry) => entry !== found);
      return found.fault;
    },
    list: () => waiting.map(({ fault, left }) => ({ ...fault, left })),
    clear() {
      waiting = [];
    },
    restore(saved) {
      waiting = saved.map(({ left, ...fault }) => ({ fault, left }));
    },
  };
}
