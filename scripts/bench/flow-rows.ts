import { clientPackage } from "../../test/clients/support/client-packages";
import { type Anchor, atLeast, atMost, type BenchRow } from "./bench-row";
import { flowSamples } from "./flow-samples";
import type { Asker, FlowSample } from "./programs/flow-calls";
import { median, middle, ratios } from "./samples";
import { CAN_PIN } from "./server-process";

/** For each number in flight: how many times the calls per second of Node-RED's own node. */
const GOALS = { 1: 4.5, 16: 8.5, 64: 9.5 } as const;

const IN_FLIGHT = [1, 16, 64] as const;

type InFlight = (typeof IN_FLIGHT)[number];

type Rival = Exclude<Asker, "zoho">;

const WHO: Readonly<Record<Rival, Pick<Anchor, "kind" | "name">>> = {
  core: { kind: "core", name: "the core http request node" },
  axios: { kind: "axios", name: "axios in a function node" },
  undici: { kind: "least", name: "a node that is nothing but undici.request" },
};

const ASKERS: readonly Asker[] = ["core", "axios", "undici", "zoho"];

/** Odd, so that there is one in the middle. */
const ROUNDS = 7;
const ROUND_MS = 500;

const SETTING =
  `concurrency limit raised, real Node-RED, 600 bytes of JSON from a bare server, keep-alive, ` +
  `${CAN_PIN ? "server and Node-RED on a core each" : "not pinned to cores"}, ${ROUNDS} rounds in turn`;

type Measure = "callsPerSecond" | "cpu" | "latency";

/** P1, P2, P3: a call by `zoho-request` beside Node-RED's own node and beside the least that undici costs. */
export async function flowRows(): Promise<readonly BenchRow[]> {
  const cases = IN_FLIGHT.flatMap((inFlight) => ASKERS.map((asker) => ({ asker, inFlight, connections: 1 })));
  const order = { cases, rounds: ROUNDS, roundMs: ROUND_MS, axiosHome: await clientPackage("axios") };
  const samples = new Samples(await flowSamples(order, 1));
  return [
    ...IN_FLIGHT.map((inFlight) => speedRow(samples, inFlight)),
    ...IN_FLIGHT.map((inFlight) => costRow(samples, inFlight)),
    latencyRow(samples),
  ];
}

/** The figures of all rounds. */
class Samples {
  constructor(private readonly all: readonly FlowSample[]) {}

  of(asker: Asker, inFlight: InFlight, measure: Measure): readonly number[] {
    return this.all
      .filter((one) => one.asker === asker && one.inFlight === inFlight)
      .map((one) => one[measure]);
  }

  /** `1611/s`, the median. */
  note(asker: Asker, inFlight: InFlight, measure: Measure): string {
    const value = median(this.of(asker, inFlight, measure));
    return measure === "latency"
      ? `${value.toFixed(3)} ms`
      : `${Math.round(value)}${measure === "cpu" ? " µs" : "/s"}`;
  }

  /** Of one by another, round by round. */
  ratios(asker: Asker, to: Asker, inFlight: InFlight, measure: Measure): readonly number[] {
    return ratios(this.of(asker, inFlight, measure), this.of(to, inFlight, measure));
  }

  /** Others beside a ratio to the first of them. */
  anchors(to: readonly [Rival, ...Rival[]], inFlight: InFlight, measure: Measure): readonly Anchor[] {
    const [first] = to;
    return to.map((asker) => {
      const note = this.note(asker, inFlight, measure);
      if (asker === first) return { ...WHO[asker], value: 1, note };
      const { value, range } = middle(this.ratios(asker, first, inFlight, measure));
      return { ...WHO[asker], value, range, note };
    });
  }
}

function speedRow(samples: Samples, inFlight: InFlight): BenchRow {
  return atLeast(GOALS[inFlight], {
    id: "P1",
    title: `calls/s of zoho-request, ${inFlight} in flight`,
    setting: SETTING,
    figure: middle(samples.ratios("zoho", "core", inFlight, "callsPerSecond")),
    unit: "ratio",
    note: samples.note("zoho", inFlight, "callsPerSecond"),
    anchors: samples.anchors(["core", "axios", "undici"], inFlight, "callsPerSecond"),
    bound: inFlight === 1 ? "two processes that wait for each other" : "the one core that Node-RED runs on",
  });
}

function costRow(samples: Samples, inFlight: InFlight): BenchRow {
  return atMost(1.3, {
    id: "P2",
    title: `CPU of a call, ${inFlight} in flight`,
    setting: SETTING,
    figure: middle(samples.ratios("zoho", "undici", inFlight, "cpu")),
    unit: "ratio",
    note: samples.note("zoho", inFlight, "cpu"),
    anchors: samples.anchors(["undici", "core", "axios"], inFlight, "cpu"),
    bound: "undici, sockets and JSON, which are most of it",
  });
}

function latencyRow(samples: Samples): BenchRow {
  const added = (asker: Asker): readonly number[] => {
    const least = samples.of("undici", 1, "latency");
    return samples.of(asker, 1, "latency").map((value, round) => value - (least[round] ?? Number.NaN));
  };
  const anchor = (asker: Rival): Anchor => {
    const { value, range } = middle(added(asker));
    return { ...WHO[asker], value, range, note: samples.note(asker, 1, "latency") };
  };
  return atMost(0.05, {
    id: "P3",
    title: "median latency that is added, 1 in flight",
    setting: SETTING,
    figure: middle(added("zoho")),
    unit: "ms",
    note: samples.note("zoho", 1, "latency"),
    anchors: [
      { ...WHO.undici, value: 0, note: samples.note("undici", 1, "latency") },
      anchor("core"),
      anchor("axios"),
    ],
    bound: "the CPU of a call",
  });
}
