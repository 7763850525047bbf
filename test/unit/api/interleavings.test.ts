import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InterleavedWorld, type Step, type Timed } from "../support/interleaved-world";
import type { TokenFault } from "../support/watchful-zoho";

/**
 * How many interleavings are tried. The usual ones are always the same, so that nobody is stopped by what somebody
 * else has left behind; `INTERLEAVINGS=20000 npx vitest run test/unit/api/interleavings.test.ts` draws others.
 */
const WANTED = process.env["INTERLEAVINGS"];
const RUNS = WANTED === undefined ? { numRuns: 100, seed: 1 } : { numRuns: Number(WANTED) };

const CALL = { does: fc.constant("call" as const), method: fc.constantFrom("GET" as const, "POST" as const) };

const pass = fc.record({ does: fc.constant("pass" as const), minutes: fc.integer({ min: 1, max: 70 }) });

const harmless = fc.oneof(
  { weight: 6, arbitrary: fc.record(CALL) },
  { weight: 2, arbitrary: pass },
  { weight: 1, arbitrary: fc.constant<Step>({ does: "reconnect" }) },
);

const anything = fc.oneof(
  { weight: 8, arbitrary: harmless },
  { weight: 2, arbitrary: fc.record({ ...CALL, abortAfter: fc.nat({ max: 8 }) }) },
  { weight: 3, arbitrary: fc.constantFrom<Step>({ does: "evict" }, { does: "revoke" }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant("force" as const), times: fc.integer({ min: 1, max: 12 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("fail" as const),
      fault: fc.constantFrom<TokenFault>("lost before", "lost after", "server error", "not Zoho"),
    }),
  },
);

/** A step, and how many of the things that are due happen before the next one. */
function timed(step: fc.Arbitrary<Step>): fc.Arbitrary<readonly Timed[]> {
  return fc.array(fc.record({ step, by: fc.nat({ max: 1 }), then: fc.nat({ max: 12 }) }), {
    minLength: 1,
    maxLength: 25,
  });
}

/** An interleaving that fails is made smaller by fast-check, which prints what repeats it. */
async function always(
  processes: readonly [string, ...string[]],
  steps: fc.Arbitrary<Step>,
  holds: (world: InterleavedWorld) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), timed(steps), async (scheduler, all) => {
      const world = await InterleavedWorld.start(scheduler, processes);
      await world.play(all);
      expect(world.unanswered).toEqual([]);
      expect(world.offences).toEqual([]);
      await holds(world);
    }),
    RUNS,
  );
}

describe.each([[["one"]], [["one", "another"]]] as const)("in %j", (processes) => {
  it("calls and consents in any order: nothing fails, and each call is carried out once", async () => {
    await always(processes, harmless, async (world) => {
      expect(world.failures).toEqual([]);
      expect(world.carriedOut).toBe(world.calls);
    });
  });

  it("evictions, revocations, lost answers and calls that end early: each call is answered once, and all mends itself", async () => {
    await always(processes, anything, async (world) => {
      expect(await world.isWellInTheEnd()).toBe(true);
      expect(world.offences).toEqual([]);
    });
  });
});
