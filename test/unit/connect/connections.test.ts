import { beforeEach, describe, expect, it } from "vitest";
import { connectionId } from "../../../src/connect/connection-id";
import { Connections, type ListedConnection } from "../../../src/connect/connections";
import { ZohoError } from "../../../src/errors/zoho-error";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import type { GrantRecord, RecordKind, Vault } from "../../../src/vault/vault";
import { expectCode } from "../support/expect-zoho-error";
import { FailingVault } from "../support/failing-vault";
import { HeldClock, settled } from "../support/held-clock";
import { connected } from "../support/library";

const CLIENT = "1000.CLIENT";
const SECONDS = 1_000;

/** Counts how often it is read, and is locked when a test says so. */
class WatchedVault extends FailingVault {
  reads = 0;
  locked = false;

  override ids(kind: RecordKind): Promise<readonly string[]> {
    if (this.locked) throw new ZohoError("vault_locked", { details: { directory: "/vault" } });
    return super.ids(kind);
  }

  override read: Vault["read"] = (kind, id) => {
    this.reads++;
    return super.read(kind, id);
  };
}

let vault: WatchedVault;
let clock: HeldClock;
let connections: Connections;

beforeEach(() => {
  vault = new WatchedVault(createMemoryVault());
  clock = new HeldClock();
  connections = new Connections(vault, clock);
});

async function names(): Promise<readonly string[]> {
  return nameAll(await connections.ofClient("zoho", CLIENT));
}

function nameAll(listed: readonly ListedConnection[]): readonly string[] {
  return listed.map((one) => ("connection" in one ? one.connection.name : one.damaged));
}

/** Does what this process does when it has made a connection. */
async function made(name: string, record: Partial<GrantRecord> = {}): Promise<void> {
  connections.remember(await connected(vault, name, { record }));
}

describe("the connections of a client", () => {
  it("are read once for any number of messages", async () => {
    for (const name of ["beta", "alpha"]) await connected(vault, name);
    await connected(vault, "foreign", { record: { clientId: "1000.OTHER" } });
    await Promise.all(Array.from({ length: 100 }, names));
    for (let message = 0; message < 100; message++) expect(await names()).toEqual(["alpha", "beta"]);
    expect(nameAll(await connections.ofClient("zoho", "1000.OTHER"))).toEqual(["foreign"]);
    expect(vault.reads).toBe(3);
  });

  it("are known at once when this process makes, changes or removes one", async () => {
    await connected(vault, "beta");
    await names();
    vault.reads = 0;
    await made("alpha");
    expect(await names()).toEqual(["alpha", "beta"]);
    await made("beta", { clientId: "1000.OTHER" });
    expect(await names()).toEqual(["alpha"]);
    await made("beta");
    connections.forget({ realm: "zoho", name: "alpha" });
    expect(await names()).toEqual(["beta"]);
    await made("alpha");
    connections.forgetId(connectionId("zoho", "beta"));
    expect(await names()).toEqual(["alpha"]);
    expect(vault.reads).toBe(0);
  });

  it("are read again where none is known: another process may have made one", async () => {
    await connected(vault, "foreign", { record: { clientId: "1000.OTHER" } });
    expect(await names()).toEqual([]);
    await connected(vault, "alpha");
    expect(await names()).toEqual(["alpha"]);
  });

  it("are read again after ten seconds: another process may have made or removed one", async () => {
    await connected(vault, "alpha");
    await names();
    await connected(vault, "beta");
    await clock.pass(10 * SECONDS - 1);
    expect(await names()).toEqual(["alpha"]);
    await clock.pass(1);
    expect(await names()).toEqual(["alpha", "beta"]);
    await vault.update("grant", connectionId("zoho", "alpha"), () => undefined);
    await clock.pass(10 * SECONDS);
    expect(await names()).toEqual(["beta"]);
  });

  it("are put right by name, too, when another process removes or replaces one", async () => {
    const record = await connected(vault, "alpha");
    await connected(vault, "beta");
    await names();
    await vault.update("grant", record.id, () => ({ ...record, generation: 101 }));
    await vault.update("grant", connectionId("zoho", "beta"), () => undefined);
    await clock.pass(10 * SECONDS);
    await names();
    expect(connections.cached("zoho", "alpha")?.generation).toBe(101);
    expect(connections.cached("zoho", "beta")).toBeUndefined();
  });

  it("are found as soon as a locked vault opens", async () => {
    await connected(vault, "alpha");
    vault.locked = true;
    for (let message = 0; message < 3; message++) await expectCode(names(), "vault_locked");
    vault.locked = false;
    expect(await names()).toEqual(["alpha"]);
  });

  it("stand beside records that can't be read, until those can be read again or are gone", async () => {
    await connected(vault, "alpha");
    const broken = (await connected(vault, "broken")).id;
    vault.damage("grant", broken);
    expect(await names()).toEqual(["alpha", broken]);
    expect(nameAll(await connections.ofClient("zoho", "1000.OTHER"))).toEqual([broken]);
    await vault.discardDamaged("grant", broken);
    connections.forgetId(broken);
    expect(await names()).toEqual(["alpha"]);
  });

  it("tell each caller of damage by an error of its own", async () => {
    vault.damage("grant", (await connected(vault, "broken")).id);
    const [[one], [other]] = [
      await connections.ofClient("zoho", CLIENT),
      await connections.ofClient("zoho", CLIENT),
    ];
    if (one === undefined || other === undefined || !("error" in one) || !("error" in other))
      throw new Error("it is damaged");
    expect(one.error).not.toBe(other.error);
    expect(one.error.code).toBe("vault_damaged");
  });

  it("are those after a change that happens while they are read", async () => {
    const record = await connected(vault, "alpha");
    const held = vault.holdReads("grant");
    const listing = connections.ofClient("zoho", CLIENT);
    await settled();
    await vault.update("grant", record.id, () => undefined);
    connections.forget({ realm: "zoho", name: "alpha" });
    await made("beta");
    held.resolve(undefined);
    expect(nameAll(await listing)).toEqual(["beta"]);
    expect(await names()).toEqual(["beta"]);
  });
});
