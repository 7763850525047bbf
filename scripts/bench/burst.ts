import type { SeenRequests } from "./counted-requests";
import { median } from "./samples";

/** What many calls at once came to in the process that sent them. */
export interface Burst {
  readonly failed: number;
  readonly ms: number;
  readonly cpuMs: number;
  /** Calls that were sent more than twice, where the client tells. */
  readonly sentTooOften?: number;
  /** What the first failure said, where the client tells; nothing secret is ever in it. */
  readonly firstFailure?: string;
}

/** The same, and what the emulator saw of it. */
export type SeenBurst = Burst & SeenRequests;

/** What the calls took, as the median of several rounds. */
export function burstNote(rounds: readonly Burst[]): string {
  const figure = (of: "ms" | "cpuMs"): string => median(rounds.map((round) => round[of])).toFixed(0);
  return `${figure("ms")} ms, ${figure("cpuMs")} ms of CPU`;
}

/** The most calls that failed in one round. */
export function worstFailure(rounds: readonly Burst[]): number {
  return Math.max(...rounds.map(({ failed }) => failed));
}
