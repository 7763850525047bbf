import { atLeast, type BenchRow } from "./bench-row";
import { flowSamples } from "./flow-samples";
import { median, middle, ratios } from "./samples";

const CONNECTIONS = [1, 100, 1_000] as const;
const IN_FLIGHT = 16;

/** Odd, so that there is one in the middle. */
const ROUNDS = 7;
const ROUND_MS = 600;

/** P12: whether a call costs more the more connections are in use. */
export async function connectionsInUseRows(): Promise<readonly BenchRow[]> {
  const cases = CONNECTIONS.map((connections) => ({
    asker: "zoho" as const,
    inFlight: IN_FLIGHT,
    connections,
  }));
  const samples = await flowSamples({ cases, rounds: ROUNDS, roundMs: ROUND_MS }, Math.max(...CONNECTIONS));
  const rates = (connections: number): readonly number[] =>
    samples.filter((one) => one.connections === connections).map((one) => one.callsPerSecond);
  const ofOne = rates(1);
  return CONNECTIONS.filter((connections) => connections > 1).map((connections) => {
    return atLeast(0.9, {
      id: "P12",
      title: `calls/s with ${connections} connections in use`,
      setting: `one org each, ${IN_FLIGHT} in flight, real Node-RED, ${ROUNDS} rounds in turn`,
      figure: middle(ratios(rates(connections), ofOne)),
      unit: "ratio",
      note: `${Math.round(median(rates(connections)))}/s`,
      anchors: [{ kind: "least", name: "1 connection", value: 1, note: `${Math.round(median(ofOne))}/s` }],
      bound: "the one core that Node-RED runs on, and its caches",
    });
  });
}
