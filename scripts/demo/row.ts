import type { DemoWorld } from "./demo-world";

/** One promise of the package, kept before the reader's eyes. */
export interface DemoRow {
  /** What should happen. */
  readonly promise: string;
  /**
   * Makes it happen.
   *
   * @returns what was seen, in a few words
   * @throws Error where it was not what should have been
   */
  readonly run: (world: DemoWorld) => Promise<string>;
}

/** @throws Error with the facts where something is not as it should be */
export function expect(holds: unknown, facts: unknown): asserts holds {
  if (holds === true) return;
  throw new Error(typeof facts === "string" ? facts : JSON.stringify(facts).slice(0, 600));
}
