import { describe, expect, it } from "vitest";
import { limitSettings } from "../../../nodes/shared/limit-settings";

function read(settings: Readonly<Record<string, unknown>>, env: Readonly<Record<string, string>> = {}) {
  return limitSettings({ settings } as never, env);
}

describe("the limits of a runtime", () => {
  it("are Zoho's where nothing is said", () => {
    expect(read({}, { ZOHO_CONCURRENCY: "" })).toEqual({ limits: {}, unusable: [] });
  });

  it("come from settings.js, in the units that their names say", () => {
    const settings = {
      zohoClientConcurrency: { crm: 20, books: 5 },
      zohoClientCallsPerMinute: 80,
      zohoClientCreditsReserve: 0,
      zohoClientMaxWaiting: 10_000,
      zohoClientMaxWaitSeconds: 60,
      zohoClientPatienceSeconds: 0,
    };
    expect(read(settings)).toEqual({
      limits: {
        concurrency: { crm: 20, books: 5 },
        callsPerMinute: 80,
        creditsReserve: 0,
        maxWaiting: 10_000,
        maxWaitMs: 60_000,
        patienceMs: 0,
      },
      unusable: [],
    });
  });

  it("come from the environment, which counts more", () => {
    const env = {
      ZOHO_CONCURRENCY: "crm=20, books = 5",
      ZOHO_CREDITS_RESERVE: "desk=0",
      ZOHO_MAX_WAITING: "7",
    };
    expect(read({ zohoClientConcurrency: 3, zohoClientMaxWaiting: 8 }, env).limits).toEqual({
      concurrency: { crm: 20, books: 5 },
      creditsReserve: { desk: 0 },
      maxWaiting: 7,
    });
  });

  it.each([
    ["0"],
    ["-1"],
    ["1.5"],
    ["many"],
    ["crm"],
    ["crm=0"],
    ["crn=5"],
    ["crm=5,"],
    [Number.NaN],
    [[]],
    [{}],
    [{ crm: "x" }],
    [true],
  ])("are not set by %j, which is told", (said) => {
    const settings = { zohoClientConcurrency: said };
    expect(read(settings)).toEqual({ limits: {}, unusable: ["zohoClientConcurrency"] });
  });
});
