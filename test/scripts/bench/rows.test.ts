import { describe, expect, test } from "vitest";
import { atLeast, atMost, benchTable, exactly } from "../../../scripts/bench/bench-row";
import { median } from "../../../scripts/bench/median";
import { countRequests } from "../../../scripts/bench/counted-requests";
import { isWanted, type Measurement, wantedMeasurements } from "../../../scripts/bench/measurement";

const ROW = { id: "P4", what: "1000 calls", value: 1, unit: "token calls", anchor: "an SDK" };

describe("a row of the bench", () => {
  test("is missed where its value is on the wrong side of the goal, or is no number", () => {
    expect(atMost(2, { ...ROW, value: 2 }).ok).toBe(true);
    expect(atMost(2, { ...ROW, value: 2.01 }).ok).toBe(false);
    expect(atLeast(0.5, { ...ROW, value: 0.5 }).ok).toBe(true);
    expect(atLeast(0.5, { ...ROW, value: 0.49 }).ok).toBe(false);
    expect(exactly(1, { ...ROW, value: 0 }).ok).toBe(false);
    expect([atMost, atLeast, exactly].map((row) => row(1, { ...ROW, value: Number.NaN }).ok)).toEqual([
      false,
      false,
      false,
    ]);
  });

  test("is missed for one count that is too high, and names all counts and what is allowed of them", () => {
    const counts = [
      { of: "failed", seen: 0 },
      { of: "sent again", seen: 10, most: 10 },
    ];
    expect(exactly(1, ROW, counts)).toEqual({
      ...ROW,
      what: "1000 calls: 0 failed, 10 sent again",
      goal: "1, 0 failed, <= 10 sent again",
      ok: true,
    });
    expect(exactly(1, ROW, [{ of: "failed", seen: 1 }]).ok).toBe(false);
    expect(atMost(1, ROW, [{ of: "sent again", seen: 11, most: 10 }]).ok).toBe(false);
    expect(exactly(1, ROW, [{ of: "failed", seen: Number.NaN }]).ok).toBe(false);
  });

  test("stands in the table with its anchor; counts are whole, measures have two digits", () => {
    expect(benchTable([exactly(1, ROW), atMost(1, { ...ROW, id: "P10", value: 1.284 })])).toBe(
      [
        "ok     P4  1 token calls (goal 1)",
        "           1000 calls; against an SDK",
        "MISSED P10  1.28 token calls (goal <= 1)",
        "           1000 calls; against an SDK",
      ].join("\n"),
    );
  });
});

describe("--only", () => {
  const all: readonly Measurement[] = [["E5", "E6"], ["E1"], ["P1"], ["P10"]].map((ids) => ({
    ids,
    measure: () => Promise.resolve([]),
  }));
  const wanted = (...only: readonly string[]): readonly (readonly string[])[] =>
    wantedMeasurements(all, only).map(({ ids }) => ids);

  test("takes IDs, not beginnings of IDs", () => {
    expect(wanted("P1")).toEqual([["P1"]]);
    expect(wanted("P10", "E6")).toEqual([["E5", "E6"], ["P10"]]);
    expect(isWanted("E5", ["E6"])).toBe(false);
  });

  test("takes a letter for all of its rows, and everything where nothing is said", () => {
    expect(wanted("P")).toEqual([["P1"], ["P10"]]);
    expect(wanted()).toHaveLength(4);
  });

  test("names the rows there are where one is unknown", () => {
    expect(() => wanted("P1", "P2")).toThrow("There is no row P2; there are E5, E6, E1, P1, P10.");
  });
});

test("the median is the one in the middle, whatever the order", () => {
  expect(median([9, 1, 5])).toBe(5);
});

test("requests are told apart by host, path, status and what a token answer says", () => {
  const log = { seq: 1, method: "POST" };
  const token = { ...log, host: "accounts.zoho.com", path: "/oauth/v2/token" };
  const org = { ...log, host: "www.zohoapis.com", path: "/crm/v8/org" };
  expect(
    countRequests([
      { ...token, status: 200 },
      // Zoho refuses with 200 and an error in the body.
      { ...token, status: 200, code: "invalid_code" },
      { ...org, status: 200 },
      { ...org, status: 401, code: "INVALID_TOKEN" },
    ]),
  ).toEqual({ tokenCalls: 2, refusedTokenCalls: 1, apiCalls: 2, unauthorized: 1 });
});
