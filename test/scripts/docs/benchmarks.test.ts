import { expect, test } from "vitest";
import { MEASUREMENTS } from "../../../scripts/bench/measurements";
import { BENCH_MEANINGS } from "../../../scripts/docs/bench-meanings";

test("the page of benchmarks says of every row what it means, and of no other", () => {
  const ids = MEASUREMENTS.flatMap((one) => one.ids);
  expect(Object.keys(BENCH_MEANINGS).toSorted()).toEqual(ids.toSorted());
});
