import { type Fault, matches } from "./fault";

/** Faults that wait for their requests, in the order they were added. */
export interface FaultList {
  add(fault: Fault): void;
  /** The first fault for this request; uses it up once. */
  take(request: { readonly method: string; readonly host: string; readonly path: string }): Fault | undefined;
  list(): readonly (Fault & { readonly left: number | null })[];
  clear(): void;
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
  };
}
