import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Priority, Wish } from "../../../src/api/governor/governor";
import { ZohoError } from "../../../src/errors/zoho-error";
import { governed, governor, LANE } from "../support/governed";
import { Deferred } from "../support/scripted-transport";

/** What becomes of a call when it has run: taken, refused with a wait and sent again, or failed. */
type End =
  { readonly is: "taken" | "failed" } | { readonly is: "refused"; readonly toldMs: number | undefined };

type Step =
  | { readonly does: "enter"; readonly wish: Wish; readonly node: number; readonly mayLeave: boolean }
  | { readonly does: "end"; readonly which: number; readonly end: End }
  | { readonly does: "give up"; readonly which: number }
  | { readonly does: "pass"; readonly ms: number };

const wish = fc.record({
  priority: fc.constantFrom<Priority>("interactive", "background"),
  isHeavy: fc.boolean(),
  patienceMs: fc.constantFrom(1_000, 60_000, 3_600_000),
});

const end: fc.Arbitrary<End> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<End>({ is: "taken" }, { is: "failed" }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant("refused" as const),
      toldMs: fc.option(fc.nat({ max: 100_000 }), { nil: undefined }),
    }),
  },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant("enter" as const),
      wish,
      node: fc.nat({ max: 3 }),
      mayLeave: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constant("end" as const), which: fc.nat(), end }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("give up" as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("pass" as const), ms: fc.nat({ max: 120_000 }) }) },
);

interface Running {
  readonly name: string;
  readonly gate: Deferred<End>;
}

const CONCURRENCY = 4;
const MAX_WAITING = 12;
const CALLS_PER_MINUTE = 20;
/** Of CRM in every edition. */
const HEAVY = 10;

/** A lane that is played upon, and what must hold of it at every moment. */
class Play {
  readonly running: Running[] = [];
  readonly ends: Promise<string>[] = [];
  readonly offences: string[] = [];
  /** Numbers of the calls that began, by node and priority. */
  private readonly begun = new Map<string, number[]>();
  private readonly starts: number[] = [];
  private readonly leaving: AbortController[] = [];
  private heavy = 0;
  private calls = 0;
  readonly clock;
  readonly governor;

  constructor() {
    const all = governor({
      concurrency: CONCURRENCY,
      maxWaiting: MAX_WAITING,
      callsPerMinute: CALLS_PER_MINUTE,
      maxWaitMs: 300_000,
    });
    this.clock = all.clock;
    this.governor = all.governor;
  }

  async do(one: Step): Promise<void> {
    switch (one.does) {
      case "enter": {
        const leaving = new AbortController();
        if (one.mayLeave) this.leaving.push(leaving);
        const origin = `node ${one.node}`;
        this.enter({ ...one.wish, origin, ...(one.mayLeave && { signal: leaving.signal }) });
        break;
      }
      case "end": {
        const [call] = this.running.splice(one.which % Math.max(1, this.running.length), 1);
        call?.gate.resolve(one.end);
        break;
      }
      case "give up":
        this.leaving.splice(one.which % Math.max(1, this.leaving.length), 1)[0]?.abort(new Error("left"));
        break;
      case "pass":
        await this.clock.pass(one.ms);
    }
    await turns();
    this.look();
  }

  /** Ends everything that runs until nothing is left. */
  async finish(): Promise<void> {
    for (let round = 0; round < 200; round++) {
      for (const call of this.running.splice(0)) call.gate.resolve({ is: "taken" });
      await turns();
      this.look();
      const { running, waiting } = this.governor.load(LANE);
      if (running + waiting === 0) return;
      await this.clock.pass(10_000);
    }
    this.offences.push(`somebody starves: ${JSON.stringify(this.governor.load(LANE))}`);
  }

  private enter(wanted: Wish): void {
    const number = ++this.calls;
    const line = `${String(wanted.origin)} ${String(wanted.priority)}`;
    const call = governed({ governor: this.governor, wish: wanted }, async (place) => {
      this.inOrder(line, number);
      for (;;) {
        this.begin(wanted);
        const gate = new Deferred<End>();
        this.running.push({ name: line, gate });
        const came = await gate.promise;
        this.heavy -= wanted.isHeavy === true ? 1 : 0;
        if (came.is === "taken") place.taken();
        if (came.is !== "refused") return came.is;
        const pausedMs = place.refused(came.toldMs);
        if (pausedMs > (wanted.patienceMs ?? 0)) return "told to wait too long";
        await place.again();
      }
    });
    this.ends.push(call.catch((error: unknown) => (error instanceof ZohoError ? error.code : String(error))));
  }

  private begin({ isHeavy }: Wish): void {
    this.heavy += isHeavy === true ? 1 : 0;
    const now = this.clock.monotonic();
    this.starts.push(now);
    if (this.governor.load(LANE).pausedMs > 0) this.offences.push("began in a pause");
    const inWindow = this.starts.filter((at) => at > now - 60_000).length;
    if (inWindow > CALLS_PER_MINUTE) this.offences.push(`${inWindow} calls in a minute`);
  }

  private inOrder(line: string, number: number): void {
    const begun = this.begun.get(line) ?? [];
    if ((begun.at(-1) ?? 0) > number)
      this.offences.push(`${line}: ${number} began after ${String(begun.at(-1))}`);
    this.begun.set(line, [...begun, number]);
  }

  private look(): void {
    const { running, waiting } = this.governor.load(LANE);
    if (running > CONCURRENCY) this.offences.push(`${running} at once`);
    if (this.heavy > HEAVY) this.offences.push(`${this.heavy} heavy ones at once`);
    if (waiting > MAX_WAITING + CONCURRENCY) this.offences.push(`${waiting} wait`);
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

const WANTED = process.env["INTERLEAVINGS"];
const RUNS = WANTED === undefined ? { numRuns: 200, seed: 1 } : { numRuns: Number(WANTED) };

describe("calls, refusals, pauses and departures in any order", () => {
  it("never go above a limit or out of order, and each ends once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
        const play = new Play();
        for (const one of steps) await play.do(one);
        await play.finish();
        const ends = await Promise.all(play.ends);
        expect(play.offences).toEqual([]);
        expect(ends).toHaveLength(steps.filter(({ does }) => does === "enter").length);
        expect(ends.filter((said) => !EXPECTED.has(said))).toEqual([]);
      }),
      RUNS,
    );
  });
});

const EXPECTED = new Set([
  "taken",
  "failed",
  "told to wait too long",
  "queue_full",
  "waited_too_long",
  "api_limit",
  "Error: left",
]);
