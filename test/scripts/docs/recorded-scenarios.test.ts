import { join } from "node:path";
import { expect, test } from "vitest";
import { readResults, RESULTS_PATH } from "../../../scripts/faults/results";
import { SCENARIOS } from "../../faults/scenarios/all";
import { NODE_RED_SCENARIOS } from "../../nodes/faults/scenarios/all";
import { PROJECT_ROOT } from "../../support/project-root";

const recorded = readResults(join(PROJECT_ROOT, RESULTS_PATH)).filter(({ goal }) => goal === "R2");
const titles = recorded.flatMap(({ checks }) => checks.map(({ title }) => title));
const names = [...SCENARIOS, ...NODE_RED_SCENARIOS].map(({ name }) => name);

// Where one of these fails: npm run test:faults -- --only R2 --json docs/reliability.json, then npm run docs.
test("docs/reliability.md tells of each fault scenario", () => {
  expect(names.filter((name) => !titles.some((title) => title.endsWith(name)))).toEqual([]);
});

test("docs/reliability.md tells of no scenario that is gone", () => {
  const played = titles.filter((title) => /^(?:Node-RED \S+ )?[\w-]+: /.test(title));
  expect(played.length).toBeGreaterThanOrEqual(names.length);
  expect(played.filter((title) => !names.some((name) => title.endsWith(name)))).toEqual([]);
});
