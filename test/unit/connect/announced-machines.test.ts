import { describe, expect, it } from "vitest";
import { announcedMachines } from "../../../nodes/shared/announced-machines";

function read(setting: unknown, variable?: string): number | undefined {
  const RED = { settings: { zohoClientMachines: setting } } as unknown as Parameters<
    typeof announcedMachines
  >[0];
  return announcedMachines(RED, variable === undefined ? {} : { ZOHO_MACHINES: variable });
}

describe("the number of machines", () => {
  it.each([
    [undefined, undefined, 1],
    ["", "", 1],
    [25, undefined, 25],
    ["25", undefined, 25],
    [25, "30", 30],
    [25, "", 25],
    [undefined, "many", undefined],
    [undefined, "2.5", undefined],
    [-1, undefined, undefined],
    [{}, undefined, undefined],
  ])("of settings.js %j and the environment %j is %j", (setting, variable, machines) => {
    expect(read(setting, variable)).toBe(machines);
  });
});
