import { describe, expect, it } from "vitest";
import { CONNECT_STEPS, hadGrant } from "../../nodes/shared/editor/client/connect-steps";
import { WAYS_TO_CONNECT } from "../../nodes/shared/editor/client/ways";

describe("the steps of connecting", () => {
  it.each(WAYS_TO_CONNECT)("end well by %s, each named once", (way) => {
    const steps: readonly string[] = CONNECT_STEPS[way];
    expect(steps.at(-1)).toBe("connected");
    expect(new Set(steps).size).toBe(steps.length);
  });

  it.each([
    ["no_org", false],
    ["access_denied", false],
    ["consent_abandoned", false],
    ["device_code_expired", false],
    ["pinned_elsewhere", true],
    ["no_refresh_token", true],
    ["consent_unproven", true],
  ] as const)("a consent that ends with %s had given a grant: %s", (code, had) => {
    expect(hadGrant(code)).toBe(had);
  });
});
