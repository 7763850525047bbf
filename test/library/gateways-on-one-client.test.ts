import { describe, expect, it } from "vitest";
import { FleetWatch } from "../../src/connect/fleet-watch";
import { shortestRollout } from "../../src/index";
import { control, emulator } from "../emulator/support/running";
import { expectCode } from "../unit/support/expect-zoho-error";
import { connect, libraryWorld, type LibraryWorld, pass } from "./support/library-world";

const GATEWAYS = 25;

/** One gateway: a library and a vault of its own, on the client and person of all. */
interface Gateway {
  readonly world: LibraryWorld;
  readonly watch: FleetWatch;
  readonly said: string[];
}

function gateway(zoho: LibraryWorld["emulator"], machines: number): Gateway {
  const world = libraryWorld(zoho);
  const said: string[] = [];
  const { vault, connections } = world.zoho;
  const watch = new FleetWatch({ vault, connections, machines, log: (sentence) => said.push(sentence) });
  return { world, watch, said };
}

/** Connects one after the other, as fast as Zoho gives codes to one person. */
async function rollout(machines: number): Promise<readonly (Gateway & { readonly id: string })[]> {
  const zoho = await emulator();
  const gateways: (Gateway & { readonly id: string })[] = [];
  for (let number = 0; number < GATEWAYS; number++) {
    const one = gateway(zoho, machines);
    one.watch.begin();
    const due = shortestRollout(number + 1) - shortestRollout(number);
    if (due > 0) await control(zoho, "POST", "clock", { advanceSeconds: due / 1000 });
    const { id } = await connect(one.world, "us");
    await one.watch.look(id);
    gateways.push({ ...one, id });
  }
  return gateways;
}

describe("25 gateways on one client", () => {
  it("are told that they are too many, each before it connects, where their number was announced", async () => {
    for (const { said } of await rollout(GATEWAYS)) {
      expect(said[0]).toMatch(/^25 machines were announced\. .*each new consent kills the oldest/);
      expect(said).toHaveLength(2);
    }
  });

  it("lose the first five, which are told to authorize again, once each; the other twenty live", async () => {
    const gateways = await rollout(1);
    expect(gateways.flatMap(({ said }) => said)).toEqual([]);
    for (const [number, { world, id }] of gateways.entries()) {
      const asked = world.sent.length;
      if (number >= GATEWAYS - 20) {
        await world.zoho.tokens.force(id);
        continue;
      }
      const error = await expectCode(world.zoho.tokens.force(id), "grant_revoked");
      expect(error.cause.reason).toContain("pushed out by newer ones (a person may hold 20 per client)");
      await pass(world, 3600);
      await expectCode(world.zoho.tokens.get(id), "grant_revoked");
      expect(world.sent).toHaveLength(asked + 1);
    }
  });

  it("are told so by their vault where one machine has all of their connections", async () => {
    const zoho = await emulator({ settings: { grantsPer10min: 1_000, refreshPer10min: 1_000 } });
    const { world, watch, said } = gateway(zoho, 1);
    for (let number = 1; number <= 20; number++) {
      const { id } = await connect(world, "us", {}, { connectionName: `site-${String(number)}` });
      await watch.look(id);
      await watch.look(id);
      expect(said).toHaveLength(Math.max(0, number - 14));
    }
    expect(said[0]).toContain("15 of the 20 refresh tokens");
    expect(said.at(-1)).toContain("each new consent kills the oldest");
  });
});
