import { atLeast, atMost, type BenchRow } from "./bench-row";
import { flowSamples } from "./flow-samples";
import { median, range } from "./median";
import type { Asker, FlowSample } from "./programs/flow-calls";
import { CAN_PIN } from "./server-process";

/** For each number in flight: how many times the calls per second of Node-RED's own node. */
const GOALS = { 1: 4.5, 16: 8.5, 64: 9.5 } as const;

const IN_FLIGHT = [1, 16, 64] as const;
const ASKERS: readonly Asker[] = ["core", "undici", "zoho"];

/** Odd, so that there is one in the middle. */
const ROUNDS = 7;
const ROUND_MS = 500;

const SETTING =
  `real Node-RED, 600 bytes of JSON from a bare server, keep-alive, ` +
  `${CAN_PIN ? "server and Node-RED on a core each" : "not pinned to cores"}, ${ROUNDS} rounds in turn`;

type Figure = "callsPerSecond" | "cpu" | "latency";

/** P1, P2, P3: a call by `zoho-request` beside Node-RED's own node and beside the least that undici costs. */
export async function flowRows(): Promise<readonly BenchRow[]> {
  const cases = IN_FLIGHT.flatMap((inFlight) => ASKERS.map((asker) => ({ asker, inFlight, connections: 1 })));
  const samples = new Samples(await flowSamples({ cases, rounds: ROUNDS, roundMs: ROUND_MS }, 1));
  return [
    ...IN_FLIGHT.map((inFlight) => speedRow(samples, inFlight)),
    ...IN_FLIGHT.map((inFlight) => costRow(samples, inFlight)),
    latencyRow(samples),
  ];
}

/** The figures of all rounds. */
class Samples {
  constructor(private readonly all: readonly FlowSample[]) {}

  of(asker: Asker, inFlight: number, figure: Figure): readonly number[] {
    return this.all
      .filter((one) => one.asker === asker && one.inFlight === inFlight)
      .map((one) => one[figure]);
  }

  middle(asker: Asker, inFlight: number, figure: Figure): number {
    return median(this.of(asker, inFlight, figure));
  }

  /** Round by round: what disturbs one disturbs its neighbour, too. */
  ratios(inFlight: number, figure: Figure, anchor: Asker): readonly number[] {
    const anchors = this.of(anchor, inFlight, figure);
    return this.of("zoho", inFlight, figure).map((value, round) => value / (anchors[round] ?? Number.NaN));
  }
}

function speedRow(samples: Samples, inFlight: (typeof IN_FLIGHT)[number]): BenchRow {
  const ratios = samples.ratios(inFlight, "callsPerSecond", "core");
  const rate = (asker: Asker): string =>
    Math.round(samples.middle(asker, inFlight, "callsPerSecond")).toString();
  const bound =
    inFlight === 1 ? "two processes that wait for each other" : "the one core that Node-RED runs on";
  return atLeast(GOALS[inFlight], {
    id: "P1",
    what:
      `calls/s of zoho-request, ${inFlight} in flight, concurrency limit raised (${range(ratios, 1)}; ` +
      `${rate("zoho")}/s; bound by ${bound}); ${SETTING}`,
    value: median(ratios),
    unit: "ratio",
    anchor: `the core http request node (${rate("core")}/s); a bare undici node: ${rate("undici")}/s`,
  });
}

function costRow(samples: Samples, inFlight: number): BenchRow {
  const ratios = samples.ratios(inFlight, "cpu", "undici");
  const cost = (asker: Asker): string => Math.round(samples.middle(asker, inFlight, "cpu")).toString();
  return atMost(1.3, {
    id: "P2",
    what:
      `CPU of a call by zoho-request, ${inFlight} in flight (${range(ratios)}; ${cost("zoho")} µs; ` +
      `of it undici, sockets and JSON are most)`,
    value: median(ratios),
    unit: "ratio",
    anchor: `a node that is nothing but undici.request (${cost("undici")} µs); core http request: ${cost("core")} µs`,
  });
}

function latencyRow(samples: Samples): BenchRow {
  const anchors = samples.of("undici", 1, "latency");
  const added = samples
    .of("zoho", 1, "latency")
    .map((value, round) => value - (anchors[round] ?? Number.NaN));
  return atMost(0.05, {
    id: "P3",
    what: `median latency that zoho-request adds, 1 in flight (${range(added, 3)} ms; bound by CPU)`,
    value: median(added),
    unit: "ms",
    anchor: `a node that is nothing but undici.request (${median(anchors).toFixed(3)} ms)`,
  });
}
