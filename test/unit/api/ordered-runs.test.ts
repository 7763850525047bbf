import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderedRuns } from "../../../src/api/writes/ordered-runs";
import { settled } from "../support/held-clock";
import { Deferred } from "../support/scripted-transport";

describe("runs in order", () => {
  it("are never more at once than allowed, never two of the same thing, and begin in their order", async () => {
    const plan = fc.record({
      limit: fc.integer({ min: 1, max: 5 }),
      keys: fc.array(fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 3 }), { maxLength: 20 }),
      seeds: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ limit, keys, seeds }) => {
        const runs = new OrderedRuns(limit);
        const begun: number[] = [];
        const inTheAir = new Map<number, Deferred<number>>();
        const all = keys.map((of, index) =>
          runs.run(new Set(of), () => {
            begun.push(index);
            const mine = new Deferred<number>();
            inTheAir.set(index, mine);
            return mine.promise;
          }),
        );
        const ends = Promise.allSettled(all);
        for (const seed of seeds) {
          expect(inTheAir.size).toBeLessThanOrEqual(limit);
          const concerned = [...inTheAir.keys()].flatMap((index) => [...new Set(keys[index])]);
          expect(new Set(concerned).size).toBe(concerned.length);
          const [index, run] = [...inTheAir][seed % Math.max(1, inTheAir.size)] ?? [];
          if (index === undefined) break;
          inTheAir.delete(index);
          if (seed % 2 === 0) run?.resolve(index);
          else run?.reject(new Error(String(index)));
          await settled();
        }
        while (inTheAir.size > 0) {
          for (const [index, run] of inTheAir) run.resolve(index);
          inTheAir.clear();
          await settled();
        }
        expect(begun).toEqual([...keys.keys()]);
        expect((await ends).map(outcome)).toEqual([...keys.keys()]);
      }),
      { numRuns: 50 },
    );
  });
});

/** Which run an end belongs to. */
function outcome(end: PromiseSettledResult<number>): number {
  return end.status === "fulfilled" ? end.value : Number((end.reason as Error).message);
}
