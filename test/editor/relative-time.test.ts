import { describe, expect, it } from "vitest";
import { relativeTime } from "../../nodes/shared/editor/client/connections/relative-time";

const NOW = Date.parse("2026-03-10T12:00:00Z");

describe("a time in words", () => {
  it.each([
    ["2026-03-10T11:59:31Z", "now"],
    ["2026-03-10T12:00:20Z", "now"],
    ["2026-03-10T11:57:00Z", "3 minutes ago"],
    ["2026-03-10T10:30:00Z", "1 hour ago"],
    ["2026-03-09T11:00:00Z", "yesterday"],
    ["2026-01-01T00:00:00Z", "2 months ago"],
    ["2023-03-10T12:00:00Z", "3 years ago"],
    ["2026-03-11T11:00:00Z", "in 23 hours"],
  ])("%s is %s", (at, words) => {
    expect(relativeTime(at, NOW, "en-US")).toBe(words);
  });
});
