import { describe, expect, test } from "vitest";
import { randomRun, type RunFigures } from "./support/random-changes/random-run";

/** `npm run test:changes` asks for more of them. */
const CHANGES = Number(process.env["ZOHO_CHANGES"] ?? "4000");
const SEEDS = (process.env["ZOHO_CHANGES_SEEDS"] ?? "3").split(",");

function line(what: string, seed: string, figures: RunFigures): string {
  const { problems, ...numbers } = figures;
  const share = (100 * (figures.calls / figures.leastCalls - 1)).toFixed(2);
  return `${what}, seed ${seed}: ${JSON.stringify(numbers)}, ${share} % above the least; ${problems.length} problems`;
}

describe.each(SEEDS)(`${CHANGES.toLocaleString("en-US")} random changes, seed %s`, (seed) => {
  test.each([
    ["lists", undefined],
    ["queries", "Company = 'Acme'"],
  ])(
    "come at least once, in order, none invented, in as few calls as can be: %s",
    { timeout: 3_600_000 },
    async (what, filter) => {
      const run = { changes: CHANGES, seed, ...(filter !== undefined && { filter }) };
      const figures = await randomRun(run);
      if (process.env["ZOHO_CHANGES"] !== undefined) console.log(line(what, seed, figures));
      expect(figures.problems).toEqual([]);
      expect(figures.changes).toBeGreaterThanOrEqual(CHANGES);
      expect(figures.calls, line(what, seed, figures)).toBeLessThanOrEqual(figures.leastCalls * 1.05);
    },
  );
});
