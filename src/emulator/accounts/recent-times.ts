/** When something happened, milliseconds since 1970, oldest first. Changed in place: some limits allow thousands. */
export type RecentTimes = number[];

/** Adds a time. The clock may have been set back, and the order is kept all the same. */
export function addTime(times: RecentTimes, time: number): void {
  const isOutOfOrder = (times.at(-1) ?? time) > time;
  times.push(time);
  if (isOutOfOrder) times.sort((a, b) => a - b);
}

/** Forgets what happened at this time or before it. */
export function forgetUntil(times: RecentTimes, oldest: number): void {
  const kept = times.findIndex((time) => time > oldest);
  if (kept !== 0) times.splice(0, kept < 0 ? times.length : kept);
}
