import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chosen, SEEDS } from "../../faults/support/chosen-scenarios";
import { seededDraw } from "../../faults/support/draw";
import { IS_LONG_FORM } from "../../faults/support/long-form";
import { startWorld, type World } from "../support/world";
import { TAB } from "../support/zoho-flow";
import { NODE_RED_SCENARIOS } from "./scenarios/all";
import { CLIENT, FaultStage } from "./support/fault-stage";

const WANTED = chosen(NODE_RED_SCENARIOS).filter(({ isLong }) => IS_LONG_FORM || isLong === undefined);

const RUNS = SEEDS.flatMap((seed) => [
  { version: "4.1" as const, seed, scenarios: WANTED },
  { version: "5" as const, seed, scenarios: WANTED.filter((one) => one.everywhere) },
]).filter(({ scenarios }) => scenarios.length > 0);

test("each scenario has a name that says what it is about", () => {
  for (const { name } of NODE_RED_SCENARIOS) expect(name).toMatch(/^(deploy|client|stop|flow|consent): \w/);
});

for (const { version, seed, scenarios } of RUNS) {
  describe(`Node-RED ${version} with the seed ${seed}`, () => {
    let world: World;
    beforeAll(async () => {
      world = await startWorld({ version, flows: [TAB, CLIENT], ready: ["acme", "acme-test"] });
    });
    afterAll(() => world.close());

    test.each(scenarios.map(({ name, play }) => [name, play] as const))("%s", async (name, play) => {
      const draw = seededDraw(`${name}/${seed}`);
      await world.emulator.clearFaults();
      const stage = new FaultStage(world, draw);
      await play(stage, draw);
      await stage.check();
    });
  });
}
