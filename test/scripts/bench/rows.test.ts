import { describe, expect, test } from "vitest";
import { atLeast, atMost, exactly, shown } from "../../../scripts/bench/bench-row";
import { benchTable } from "../../../scripts/bench/bench-table";
import { countRequests } from "../../../scripts/bench/counted-requests";
import { highest, median, middle, ratios } from "../../../scripts/bench/samples";
import { measuredRow } from "./kept-row";

describe("a row of the bench", () => {
  test("is missed where its value is on the wrong side of the goal, or is no number", () => {
    expect(atMost(2, measuredRow([2])).ok).toBe(true);
    expect(atMost(2, measuredRow([2.01])).ok).toBe(false);
    expect(atLeast(0.5, measuredRow([0.5])).ok).toBe(true);
    expect(atLeast(0.5, measuredRow([0.49])).ok).toBe(false);
    expect(exactly(1, measuredRow([0])).ok).toBe(false);
    expect([atMost, atLeast, exactly].map((judge) => judge(1, measuredRow([Number.NaN])).ok)).toEqual([
      false,
      false,
      false,
    ]);
    expect([atMost, atLeast, exactly].map((judge) => judge(1, measuredRow([])).ok)).toEqual([
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
    expect(exactly(1, measuredRow([1], { counts }))).toMatchObject({
      what: "token calls; 1000 calls: 0 failed, 10 sent again",
      goal: "1, 0 failed, <= 10 sent again",
      counts: [
        { of: "failed", seen: 0, most: 0 },
        { of: "sent again", seen: 10, most: 10 },
      ],
      ok: true,
    });
    expect(exactly(1, measuredRow([1], { counts: [{ of: "failed", seen: 1 }] })).ok).toBe(false);
    expect(atMost(1, measuredRow([1], { counts: [{ of: "sent again", seen: 11, most: 10 }] })).ok).toBe(
      false,
    );
    expect(exactly(1, measuredRow([1], { counts: [{ of: "failed", seen: Number.NaN }] })).ok).toBe(false);
  });

  test("tells its samples and its anchors for machines, and the anchors as a sentence", () => {
    expect(atLeast(2, measuredRow([3, 1, 2]))).toMatchObject({
      value: 2,
      range: [1, 3],
      samples: 3,
      limit: { sense: "at least", value: 2 },
      anchor: "an SDK: 1000 (999 to 1000; 990 failed)",
      anchors: [{ kind: "sdk", name: "an SDK", value: 1_000 }],
    });
    expect(atLeast(2, measuredRow([3], { anchors: [] })).anchor).toBe("none");
  });

  test("stands in the table with its range, its anchors and its bound", () => {
    expect(
      benchTable([
        exactly(1, measuredRow([1])),
        atMost(1, measuredRow([1.284, 1.1, 1.4], { id: "P10", note: "7 µs" })),
      ]),
    ).toBe(
      [
        "ok     P4  1 token calls (goal 1)",
        "           token calls; 1000 calls",
        "           against an SDK: 1000 (999 to 1000; 990 failed)",
        "           bound by the one that has to be",
        "MISSED P10  1.28 token calls (goal <= 1; 1.10 to 1.40 in 3 samples; 7 µs)",
        "           token calls; 1000 calls",
        "           against an SDK: 1000 (999 to 1000; 990 failed)",
        "           bound by the one that has to be",
      ].join("\n"),
    );
  });

  test("shows counts whole, measures with two digits, and small ones with three", () => {
    expect([1_000, 1.284, 0.05, -0.0204, 0].map(shown)).toEqual(["1000", "1.28", "0.050", "-0.020", "0"]);
  });
});

describe("samples", () => {
  test("the median is the one in the middle, whatever the order", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(middle([9, 1, 5])).toEqual({ value: 5, range: [1, 9], samples: 3 });
  });

  test("the worst of none is no number, so that no goal is met by measuring nothing", () => {
    expect(highest([1, 8, 2])).toEqual({ value: 8, range: [1, 8], samples: 3 });
    expect(highest([]).value).toBeNaN();
  });

  test("ratios are taken round by round; where the other has no round there is none", () => {
    expect(ratios([4, 9], [2, 3])).toEqual([2, 3]);
    expect(ratios([4, 9], [2])).toEqual([2, Number.NaN]);
  });
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
