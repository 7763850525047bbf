import { atLeast, type BenchRow } from "./bench-row";
import { flowSamples } from "./flow-samples";
import { median, range } from "./median";

const CONNECTIONS = [1, 100, 1_000] as const;
const IN_FLIGHT = 16;

/** Odd, so that there is one in the middle. */
const ROUNDS = 9;
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
    const ratios = rates(connections).map((rate, round) => rate / (ofOne[round] ?? Number.NaN));
    return atLeast(0.9, {
      id: "P12",
      what:
        `calls/s with ${connections} connections in turn, one org each, ${IN_FLIGHT} in flight ` +
        `(${range(ratios)}; ${Math.round(median(rates(connections)))}/s; bound by Node-RED's core), ${ROUNDS} rounds`,
      value: median(ratios),
      unit: "ratio",
      anchor: `1 connection (${Math.round(median(ofOne))}/s)`,
    });
  });
}
