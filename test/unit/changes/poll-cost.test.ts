import { describe, expect, test } from "vitest";
import { costOfChanges, costOfPoll, costPerDay } from "../../../src/changes/poll-cost";

const LEADS = { product: "crm", deleted: "not" } as const;
const WITH_DELETED = { ...LEADS, deleted: "too" } as const;

describe("what polls of CRM cost", () => {
  test("where nothing has changed: a call and a credit, and another call for two where deleted records come", () => {
    expect(costOfPoll(LEADS)).toEqual({ calls: 1, credits: 1 });
    expect(costOfPoll({ ...LEADS, filter: "City = 'x'" })).toEqual({ calls: 1, credits: 1 });
    expect(costOfPoll(WITH_DELETED)).toEqual({ calls: 2, credits: 3 });
  });

  test.each([
    [200, 1, 1],
    [201, 2, 2],
    [1_000, 5, 5],
  ])("of %i changes by lists", (changed, calls, credits) => {
    expect(costOfChanges({ ...LEADS, filter: " " }, { changed, deleted: 0 })).toEqual({ calls, credits });
  });

  test.each([
    [200, 1, 1],
    [201, 2, 4],
    [2_200, 2, 4],
    [2_201, 3, 7],
  ])("of %i changes by queries", (changed, calls, credits) => {
    expect(costOfChanges({ ...LEADS, filter: "A = 1" }, { changed, deleted: 0 })).toEqual({ calls, credits });
  });

  test("of deleted records by the page", () => {
    expect(costOfChanges(WITH_DELETED, { changed: 0, deleted: 201 })).toEqual({ calls: 3, credits: 5 });
  });

  test("in a day: every poll, and what its share of the changes takes", () => {
    expect(costPerDay(LEADS, { everyMs: 60_000 })).toEqual({ calls: 1_440, credits: 1_440 });
    expect(costPerDay(WITH_DELETED, { everyMs: 300_000 })).toEqual({ calls: 576, credits: 864 });
    expect(costPerDay(LEADS, { everyMs: 86_400_000, changesPerDay: 1_000 })).toEqual({
      calls: 5,
      credits: 5,
    });
  });
});
