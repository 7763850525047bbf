import { expect, test } from "vitest";
import { busyShare, busyWarning } from "../../../scripts/bench/machine";

function core(work: number, idle: number) {
  return { times: { user: work, nice: 0, sys: 0, idle, irq: 0 } };
}

test("the share of others is that of all cores between two looks", () => {
  expect(busyShare([core(10, 90), core(50, 50)], [core(20, 180), core(140, 60)])).toBeCloseTo(0.5);
  expect(busyShare([core(1, 1)], [core(1, 1)])).toBe(0);
});

test("a machine that others use is warned of, one that hardly anybody uses is not", () => {
  expect(busyWarning(0.02)).toBeUndefined();
  expect(busyWarning(0.37)).toMatch(/37 % of this machine/);
});
