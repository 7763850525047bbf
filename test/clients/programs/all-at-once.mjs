/**
 * Sends many calls at once and waits for all of them.
 *
 * @param {number} count
 * @param {() => Promise<number>} ask one call; its status in the end
 * @returns how many had no 200, and what all of them took: milliseconds on the wall and of CPU
 */
export async function allAtOnce(count, ask) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const ends = await Promise.allSettled(Array.from({ length: count }, ask));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { failed: ends.filter(({ value }) => value !== 200).length, ms, cpuMs: (user + system) / 1000 };
}
