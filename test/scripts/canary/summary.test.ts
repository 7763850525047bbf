import { expect, test } from "vitest";
import { canarySummary } from "../../../scripts/canary/summary";
import type { FileReport } from "../../support/secrets/canary-run";
import { CHANNELS, SECRET_KINDS } from "../../support/secrets/secret";

const NOTHING = Object.fromEntries(CHANNELS.map((channel) => [channel, { outputs: 0, bytes: 0 }]));
const ALL_KINDS = Object.fromEntries(SECRET_KINDS.map((kind) => [kind, 1]));
const SOMETHING = Object.fromEntries(CHANNELS.map((channel) => [channel, { outputs: 2, bytes: 1_500_000 }]));

function report(parts: Partial<FileReport>): FileReport {
  return {
    file: "some.test.ts",
    searchMs: 250,
    leaks: [],
    secrets: {},
    searched: NOTHING as FileReport["searched"],
    ...parts,
  };
}

test("what was searched in all files is added up", () => {
  const searched = SOMETHING as FileReport["searched"];
  const summary = canarySummary([report({ secrets: ALL_KINDS, searched }), report({ searched })]);
  expect(summary).toMatchObject({ leaks: 0, blind: [] });
  expect(summary.text).toContain("2 test files; the searches took 0.5 s in all");
  expect(summary.text).toMatch(/refresh token +1 different ones/);
  expect(summary.text).toMatch(/answer +4 searched, 3.00 MB/);
});

test("a leak in any file counts", () => {
  const leak = { kind: "state", channel: "log", place: "log.1", word: "<secret>" } as const;
  expect(canarySummary([report({}), report({ leaks: [leak] })]).leaks).toBe(1);
});

test("kinds that were never made and channels that stayed silent are named", () => {
  const secrets = { ...ALL_KINDS, "data key": 0 };
  const searched = { ...SOMETHING, context: { outputs: 0, bytes: 0 } } as unknown as FileReport["searched"];
  expect(canarySummary([report({ secrets, searched })]).blind).toEqual(["data key", "context"]);
});
