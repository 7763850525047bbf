import { describe, expect, it } from "vitest";
import { connectionId } from "../../../src/connect/connection-id";
import { finishRenames, renameConnection } from "../../../src/connect/rename";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import { expectCode } from "../support/expect-zoho-error";
import { FailingVault } from "../support/failing-vault";
import { connected, FakeZoho, find, library } from "../support/library";

const OLD = connectionId("zoho", "acme");
const NEW = connectionId("zoho", "acme-production");
const IGNORED = (): void => undefined;

function call(zoho: ReturnType<typeof library>["zoho"], name: string) {
  return find(zoho, name).then((connection) =>
    zoho.caller.call({ connection, product: "crm", method: "GET", path: "Leads" }),
  );
}

describe("a connection that is renamed", () => {
  it("goes on with its grant, pins, token and count, and asks nothing of Zoho", async () => {
    const { transport } = new FakeZoho();
    const { zoho, vault } = library({ transport });
    const before = await connected(vault);
    await call(zoho, "acme");
    const counted = (await vault.read("budget", OLD))?.issues;
    const asked = transport.requests.length;
    const renamed = await renameConnection(zoho, OLD, " acme-production ");
    expect(transport.requests).toHaveLength(asked);
    expect(renamed).toMatchObject({ id: NEW, name: "acme-production", pins: before.current?.pins });
    const record = await vault.read("grant", NEW);
    expect(record?.current).toEqual(before.current);
    expect(record?.renamedFrom).toBeUndefined();
    expect((await vault.read("budget", NEW))?.issues).toEqual(counted);
    for (const kind of ["grant", "access", "budget"] as const) {
      expect(await vault.read(kind, OLD)).toBeUndefined();
    }
    await call(zoho, "acme-production");
    expect(transport.requests.slice(asked).map(({ url }) => url.pathname)).toEqual(["/crm/v8/Leads"]);
    expect(zoho.lastUses.of(NEW)).toBeDefined();
    expect(await zoho.connections.find("zoho", "acme")).toBeUndefined();
  });

  it("stays dead where Zoho has ended its grant", async () => {
    const { zoho, vault } = library();
    const { generation } = await connected(vault);
    await vault.update("budget", OLD, () => ({
      id: OLD,
      generation,
      issues: [],
      brokenGeneration: generation,
    }));
    const renamed = await renameConnection(zoho, OLD, "acme-production");
    expect((await vault.read("budget", NEW))?.brokenGeneration).toBe(renamed?.generation);
    await expectCode(zoho.tokens.get(NEW), "grant_revoked");
  });

  it("does not take the name of another one, nor one that can't be a name", async () => {
    const { zoho, vault } = library();
    const before = await connected(vault);
    const other = await connected(vault, "acme-production");
    await expectCode(renameConnection(zoho, OLD, "acme-production"), "name_in_use");
    await expectCode(renameConnection(zoho, OLD, "../acme"), "invalid_input");
    expect(await vault.read("grant", OLD)).toEqual(before);
    expect(await vault.read("grant", NEW)).toEqual(other);
    expect(await renameConnection(zoho, connectionId("zoho", "nobody"), "somebody")).toBeUndefined();
  });

  it("is not renamed while a grant of it waits", async () => {
    const { zoho, vault } = library();
    const before = await connected(vault);
    const candidate = before.current;
    await vault.update("grant", OLD, () => ({ ...before, ...(candidate !== undefined && { candidate }) }));
    await expectCode(renameConnection(zoho, OLD, "acme-production"), "rename_waits");
    expect((await vault.read("grant", OLD))?.current).toEqual(before.current);
    expect(await vault.read("grant", NEW)).toBeUndefined();
  });

  it("is whole under its old name where the disk refuses", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho } = library({ vault });
    const before = await connected(vault);
    vault.refuseWrites("grant");
    await expectCode(renameConnection(zoho, OLD, "acme-production"), "vault_unwritable");
    expect(await vault.read("grant", OLD)).toEqual(before);
    expect(await vault.read("grant", NEW)).toBeUndefined();
  });
});

describe("a rename that a crash has cut short", () => {
  it("is ended at the next start, also where the new name has been connected again since", async () => {
    const { zoho, vault, logged } = library();
    const before = await connected(vault);
    await vault.update("grant", NEW, () => ({
      ...before,
      id: NEW,
      name: "acme-production",
      generation: before.generation + 1,
      renamedFrom: OLD,
    }));
    await finishRenames(zoho, (sentence) => logged.push(sentence));
    expect(await vault.ids("grant")).toEqual([NEW]);
    expect((await vault.read("grant", NEW))?.renamedFrom).toBeUndefined();
    expect((await vault.read("grant", NEW))?.current).toEqual(before.current);
    expect(logged.join()).toContain("'acme' is 'acme-production' now");
  });

  it("leaves what somebody has connected under the old name since", async () => {
    const { zoho, vault } = library();
    const before = await connected(vault);
    await connected(vault, "acme-production", {
      grant: { refreshToken: `1000.${"c".repeat(32)}` },
      record: { renamedFrom: OLD },
    });
    await finishRenames(zoho, IGNORED);
    expect(await vault.read("grant", OLD)).toEqual(before);
    expect((await vault.read("grant", NEW))?.renamedFrom).toBeUndefined();
  });
});
