import { cpus, loadavg, release, totalmem, type } from "node:os";

/** What the figures were measured on. Absolute times depend on it; ratios and counts should not. */
export function machine(): string {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const load = loadavg()[0]?.toFixed(1) ?? "unknown";
  return (
    `Node.js ${process.versions.node}, ${type()} ${release()} ${process.arch}, ` +
    `${cpus().length} x ${cpu?.model.trim() ?? "unknown CPU"}, ${gigabytes} GB, load ${load} at the start`
  );
}
