import { type CpuInfo, cpus, loadavg, release, totalmem, type } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** What the figures were measured on. Absolute times depend on it; ratios and counts should not. */
export function machine(): string {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const load = loadavg()[0]?.toFixed(1) ?? "unknown";
  return (
    `${type()} ${release().replace(/-.*/, "")} ${process.arch}, ${cpus().length} x ${cpu?.model.trim() ?? "unknown CPU"}, ` +
    `${gigabytes} GB of memory, load ${load} at the start`
  );
}

/** How long others are watched, milliseconds. */
const WATCH_MS = 500;

/** From this share on, others change the figures. */
const BUSY = 0.1;

/** The share of all cores that others use while this program does nothing, from 0 to 1. */
export async function shareOfOthers(): Promise<number> {
  const before = cpus();
  await sleep(WATCH_MS);
  return busyShare(before, cpus());
}

/** @returns the share of the time between two looks at the cores that was spent on work, from 0 to 1 */
export function busyShare(before: readonly Pick<CpuInfo, "times">[], after: typeof before): number {
  const total = (cores: typeof before): number =>
    cores.reduce((sum, { times }) => sum + Object.values(times).reduce((all, one) => all + one, 0), 0);
  const idle = (cores: typeof before): number => cores.reduce((sum, { times }) => sum + times.idle, 0);
  const passed = total(after) - total(before);
  return passed === 0 ? 0 : 1 - (idle(after) - idle(before)) / passed;
}

/** What to say of figures that were measured beside others who used this share; undefined where they hardly did. */
export function busyWarning(share: number): string | undefined {
  if (share < BUSY) return undefined;
  return (
    `Others use ${Math.round(share * 100)} % of this machine: ` +
    `counts are what they are, times and ratios are not to be trusted.`
  );
}
