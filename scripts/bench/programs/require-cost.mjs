/**
 * What it costs to require modules, in a process that has required nothing else. Run with --expose-gc. Takes their paths
 * as arguments, prints `{"ms", "rssMegabytes"}`.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const files = process.argv.slice(2);

globalThis.gc?.();
const before = process.memoryUsage().rss;
const start = performance.now();
for (const file of files) require(file);
const ms = performance.now() - start;
globalThis.gc?.();
console.log(JSON.stringify({ ms, rssMegabytes: (process.memoryUsage().rss - before) / 1_000_000 }));
process.exit(0);
