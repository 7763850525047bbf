import { describe, expect, it } from "vitest";
import { countedTogether, fleetOf, shortestRollout } from "../../../src/connect/fleet";
import { fleetOfConnection } from "../../../src/connect/fleet-of-connection";
import { connected, find, library } from "../support/library";
import { refreshTokenOf } from "../support/consent";

describe("the refresh tokens of a client", () => {
  it.each([
    [1, 0, "room", 19],
    [14, 0, "room", 6],
    [15, 0, "nearly full", 5],
    [1, 14, "nearly full", 5],
    [19, 0, "nearly full", 1],
    [20, 0, "full", 0],
    [1, 24, "full", 0],
  ] as const)("%d here and %d elsewhere: %s, room for %d", (known, otherMachines, verdict, left) => {
    expect(fleetOf({ known, otherMachines })).toMatchObject({
      grants: known + otherMachines,
      limit: 20,
      verdict,
      left,
    });
  });

  it("25 gateways on one client are said to be too many before the first of them connects", () => {
    const fleet = fleetOf({ known: 0, otherMachines: 25 });
    expect(fleet.advice).toContain("25 refresh tokens of one person and client");
    expect(fleet.advice).toContain("each new consent kills the oldest");
    expect(fleet.advice).toMatch(/client credentials.*hub/);
  });

  it("are spoken of from the fifteenth on, and the 21st is named before it comes", () => {
    expect(fleetOf({ known: 14 }).advice).toBeUndefined();
    for (let known = 15; known < 20; known++) {
      expect(fleetOf({ known }).advice).toContain(`${known} of the 20`);
      expect(fleetOf({ known }).advice).toContain("number 21 silently kills the oldest");
    }
  });

  it("count together for each person, and one of nobody known counts for everybody", () => {
    const grant = (print: string, userId?: string) => ({
      print,
      as: "former" as const,
      grantedAt: 0,
      ...(userId !== undefined && { userId }),
    });
    const all = [grant("a", "1"), grant("b", "2"), grant("c")];
    const printsFor = (userId: string | undefined) => countedTogether(all, userId).map(({ print }) => print);
    expect(printsFor("1")).toEqual(["a", "c"]);
    expect(printsFor("3")).toEqual(["c"]);
    expect(printsFor(undefined)).toEqual(["a", "b", "c"]);
  });

  it.each([
    [0, 0],
    [1, 0],
    [10, 0],
    [11, 10],
    [25, 20],
    [100, 90],
  ])("of %d machines take at least %d minutes: ten consents in ten minutes", (machines, minutes) => {
    expect(shortestRollout(machines)).toBe(minutes * 60_000);
  });

  it("are counted over all connections of the vault, those of other clients and realms left out", async () => {
    const { zoho, vault } = library();
    const first = await connected(vault, "acme");
    const former = first.current;
    if (former === undefined) throw new Error("the fixture has a grant");
    const retired = [1, 2, 3].map((number) => ({ ...former, refreshToken: refreshTokenOf(number) }));
    await connected(vault, "beta", { grant: { refreshToken: "1000.beta" }, record: { retired } });
    await connected(vault, "foreign", { record: { clientId: "1000.OTHER" } });
    expect(await fleetOfConnection(zoho, await find(zoho))).toMatchObject({ grants: 5, verdict: "room" });
    expect(await fleetOfConnection(zoho, await find(zoho), 10)).toMatchObject({
      grants: 15,
      verdict: "nearly full",
    });
  });
});
