import { describe, expect, it } from "vitest";
import { conditionalHeaders } from "../../../src/api/conditional-headers";
import { expectCode } from "../support/expect-zoho-error";

const TIME = Date.UTC(2026, 0, 31, 9, 0, 0);

describe("the date of a conditional request", () => {
  it.each([
    ["a date", new Date(TIME)],
    ["milliseconds", TIME],
    ["ISO text", "2026-01-31T09:00:00Z"],
    ["ISO text with an offset", "2026-01-31T14:30:00+05:30"],
    ["parts of seconds", "2026-01-31T09:00:00.000Z"],
    ["what last-modified says", "Sat, 31 Jan 2026 09:00:00 GMT"],
  ])("may be %s, and is written as the product wants it", (_what, value) => {
    for (const name of ["If-Modified-Since", "if-unmodified-since"]) {
      expect(conditionalHeaders("crm", { [name]: value })).toEqual({ [name]: "2026-01-31T09:00:00+00:00" });
      expect(conditionalHeaders("desk", { [name]: value })).toEqual({
        [name]: "Sat, 31 Jan 2026 09:00:00 GMT",
      });
    }
  });

  it("of a day alone begins in UTC", () => {
    expect(conditionalHeaders("crm", { "if-modified-since": "2026-01-31" })).toEqual({
      "if-modified-since": "2026-01-31T00:00:00+00:00",
    });
  });

  it.each([
    "2026-01-31T09:00:00",
    "yesterday",
    "",
    "31/01/2026",
    "2026-13-45",
    Number.NaN,
    {},
    null,
    "a\r\nb: c",
  ])("may not be %j", async (value) => {
    await expectCode(() => conditionalHeaders("crm", { "If-Modified-Since": value }), "invalid_input");
  });

  it("leaves every other header as it is", () => {
    const headers = { "If-None-Match": '"abc"', "x-y": 5 };
    expect(conditionalHeaders("crm", headers)).toBe(headers);
  });
});
