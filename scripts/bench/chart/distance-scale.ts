import type { Limit } from "../bench-row";

/**
 * How many times better than its goal a value is: 1 is the goal, 2 twice as good, 0.5 half as good.
 *
 * @returns infinity where nothing of what should be little is left, 0 where nothing of what should be much is there
 */
export function timesBetter({ sense, value: goal }: Limit, value: number): number {
  if (sense === "at least") return value / goal;
  if (sense === "exactly" && value < goal) return value / goal;
  if (value === goal) return 1;
  return value <= 0 ? Number.POSITIVE_INFINITY : goal / value;
}

/** Ends of the axis, in times the goal: what lies beyond is drawn at the end. */
export const AXIS = { from: 1 / 16, to: 4 } as const;

/** Where the axis has lines. */
export const TICKS: readonly { readonly times: number; readonly label: string }[] = [
  { times: 1 / 16, label: "16 x worse" },
  { times: 1 / 4, label: "4 x worse" },
  { times: 1, label: "goal" },
  { times: 4, label: "4 x better" },
];

/** A place on the axis. */
export interface Place {
  readonly x: number;
  readonly isBeyond: boolean;
}

/**
 * Where a value stands on an axis on which every factor has the same length.
 *
 * @param times as `timesBetter` tells; undefined is returned for what is no number
 * @param from left end, user units
 */
export function placeOf(times: number, from: number, width: number): Place | undefined {
  if (Number.isNaN(times)) return undefined;
  const within = Math.min(Math.max(times, AXIS.from), AXIS.to);
  const share = Math.log(within / AXIS.from) / Math.log(AXIS.to / AXIS.from);
  return { x: from + share * width, isBeyond: within !== times };
}
