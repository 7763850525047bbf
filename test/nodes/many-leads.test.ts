import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startMillionWorld } from "../../scripts/million/million-world";
import type { Part } from "../../scripts/million/part";
import { cleanPart, faultsPart, pageTokensPart, pushedPart, slowPart } from "../../scripts/million/parts";
import type { World } from "./support/world";

/** The short form; the long one is `npm run test:million`. */
const SIZE = { leads: 10_000, contacts: 8_000, seed: 1, slowPages: 3, patienceSeconds: 2 };

describe("many Leads through a flow", () => {
  let world: World;
  beforeAll(async () => {
    world = await startMillionWorld(SIZE);
  });
  afterAll(() => world.close());

  function expectFound({ problems, figures }: Part): void {
    expect(problems, figures).toEqual([]);
  }

  test("each comes once, in constant memory", async () => {
    expectFound(await cleanPart(world, SIZE));
  });

  test("each comes once although tokens run out, a page token dies, Zoho refuses for a while and breaks down", async () => {
    expectFound(await faultsPart(world, SIZE));
    await vi.waitFor(async () => expect((await world.nodeRed.statuses("list")).at(-1)).toEqual({}), 10_000);
  });

  test("each comes once although page tokens die again and again where no query can go on", async () => {
    expectFound(await pageTokensPart(world, SIZE));
  });

  test("a sink a hundred times slower than Zoho is asked by nobody: the next page comes when it asks", async () => {
    expectFound(await slowPart(world, SIZE));
  });

  test.each(["pages", "records"] as const)(
    "a slow sink that does not ask gets all %s, each once",
    async (paging) => {
      expectFound(await pushedPart(world, SIZE, paging));
    },
  );
});
