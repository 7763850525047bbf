import { describe, expect, it } from "vitest";
import { needsSoid, soidOf } from "../../nodes/shared/editor/client/soid";

describe("the org of client credentials", () => {
  it.each([
    ["1234567", ["ZohoCRM.org.READ"], "ZohoCRM.1234567"],
    [" 1234567 ", ["ZohoCRM.org.READ", "Desk.basic.READ"], "ZohoCRM.1234567"],
    ["1234567", ["Desk.basic.READ"], "ZohoDesk.1234567"],
    ["ZohoCRM.1234567", ["Desk.basic.READ"], "ZohoCRM.1234567"],
    ["ZohoCRM.1, 2,", ["ZohoBooks.settings.READ"], "ZohoCRM.1,ZohoBooks.2"],
    ["", ["ZohoCRM.org.READ"], ""],
    ["1234567", [], "1234567"],
  ])("entered as '%s' with %j is %s", (typed, scopes, soid) => {
    expect(soidOf(typed, scopes)).toBe(soid);
  });

  it.each([
    [["ZohoCRM.org.READ"], true],
    [["ZohoCliq.Channels.READ"], false],
    [["ZohoCliq.Channels.READ", "ZohoCRM.org.READ"], true],
    [[], false],
  ])("is needed for %j: %s", (scopes, isNeeded) => {
    expect(needsSoid(scopes)).toBe(isNeeded);
  });
});
