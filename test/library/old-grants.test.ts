import { describe, expect, test } from "vitest";
import { disconnect, fleetOfConnection } from "../../src/index";
import { emulator } from "../emulator/support/running";
import { expectCode } from "../unit/support/expect-zoho-error";
import { connect, libraryWorld, type LibraryWorld, pass } from "./support/library-world";

/** Zoho would throttle so many consents in a row. */
async function fresh(settings: Readonly<Record<string, unknown>> = {}): Promise<LibraryWorld> {
  return libraryWorld(
    await emulator({ settings: { grantsPer10min: 1_000, refreshPer10min: 1_000, ...settings } }),
  );
}

function revocations(world: LibraryWorld): readonly string[] {
  return world.sent.map(({ url }) => url.pathname).filter((path) => path.includes("revoke"));
}

describe("Old grants", () => {
  test.each(["token", "orgGrant"])(
    "30 consents for one name: the new grant always lives, where revoking kills %s",
    async (revokeKills) => {
      const world = await fresh({ revokeKills });
      for (let n = 0; n < 30; n++) {
        const { id } = await connect(world, "us");
        await world.zoho.tokens.force(id);
        await pass(world, 1);
      }
      const { id } = await connect(world, "us");
      await world.zoho.tokens.force(id);
      expect((await world.zoho.vault.read("grant", id))?.retired.length).toBeLessThanOrEqual(14);
      expect(revocations(world).length).toBeGreaterThan(0);
    },
  );

  test("of one connection make room before Zoho kills another connection's only one", async () => {
    const world = await fresh();
    const quiet = await connect(world, "us", {}, { connectionName: "quiet" });
    for (let n = 0; n < 25; n++) {
      await pass(world, 1);
      await connect(world, "us", {}, { connectionName: "busy" });
    }
    await world.zoho.tokens.force(quiet.id);
    expect(await fleetOfConnection(world.zoho, quiet)).toMatchObject({ verdict: "room", grants: 14 });
  });

  test("without all this Zoho kills the oldest: what 21 machines of one person see", async () => {
    const zoho = await emulator({ settings: { grantsPer10min: 1_000, refreshPer10min: 1_000 } });
    const machines = Array.from({ length: 21 }, () => libraryWorld(zoho));
    const ids: string[] = [];
    for (const machine of machines) ids.push((await connect(machine, "us")).id);
    await expectCode(machines[0]?.zoho.tokens.force(ids[0] ?? "") ?? Promise.resolve(), "grant_revoked");
    await machines[20]?.zoho.tokens.force(ids[20] ?? "");
  });

  test.each(["classic", "new", "both"])(
    "are revoked where Zoho's address is the %s one",
    async (revokeAt) => {
      const world = await fresh({ revokeAt });
      const { id } = await connect(world, "us");
      const token = (await world.zoho.vault.read("grant", id))?.current?.refreshToken ?? "";
      expect(await disconnect(world.zoho, id)).toEqual({ name: "acme", revoked: 1, left: 0 });
      expect(revocations(world)).toEqual([
        "/oauth/v2/token/revoke",
        ...(revokeAt === "new" ? ["/oauth/v2/revoke/token"] : []),
      ]);
      // No copy of it stands in an address.
      expect(world.sent.every(({ url }) => !url.href.includes(token))).toBe(true);
    },
  );

  test("are not said to be dead where the newer address does not take the client's secret", async () => {
    const secretOf = (): string => "edited in the dialog, not at Zoho";
    const world = libraryWorld(await emulator({ settings: { revokeAt: "new" } }), {
      clientSecrets: { secretOf },
    });
    const { id } = await connect(world, "us");
    expect(await disconnect(world.zoho, id)).toEqual({ name: "acme", revoked: 0, left: 1 });
  });
});
