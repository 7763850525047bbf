import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemoryVault } from "../../src/vault/memory-vault";
import type { BudgetRecord, GrantRecord, RecordKind, Vault } from "../../src/vault/vault";
import { JournalFs } from "./support/journal-fs";
import { openOn, typed } from "./support/open-test-vault";
import { budget, grant, refusal, SAMPLES } from "./support/vault-fixtures";

const KINDS = Object.keys(SAMPLES) as RecordKind[];

const VAULTS: readonly (readonly [string, () => Promise<Vault>])[] = [
  ["file vault", async () => (await openOn(new JournalFs(), [typed("secret")])).vault],
  ["memory vault", () => Promise.resolve(createMemoryVault())],
];

describe.each(VAULTS)("every %s", (_name, open) => {
  it.each(KINDS)("gives back a %s record as it was stored, and nothing where none is", async (kind) => {
    const vault = await open();
    expect(await vault.read(kind, "a")).toBeUndefined();
    expect(await vault.update(kind, "a", () => SAMPLES[kind]("a"))).toEqual(SAMPLES[kind]("a"));
    expect(await vault.read(kind, "a")).toEqual(SAMPLES[kind]("a"));
    expect(await vault.read(kind, "b")).toBeUndefined();
  });

  it("keeps the kinds of records apart", async () => {
    const vault = await open();
    await vault.update("grant", "a", () => grant("a"));
    expect(await vault.read("budget", "a")).toBeUndefined();
    expect(await vault.ids("budget")).toEqual([]);
  });

  it("lists the IDs of a kind in order, without those that were removed", async () => {
    const vault = await open();
    expect(await vault.ids("grant")).toEqual([]);
    for (const id of ["c", "a", "b"]) await vault.update("grant", id, () => grant(id));
    await vault.update("grant", "b", () => undefined);
    expect(await vault.ids("grant")).toEqual(["a", "c"]);
  });

  it("hands the stored record to a change, and nothing where none is", async () => {
    const vault = await open();
    const given: (GrantRecord | undefined)[] = [];
    await vault.update("grant", "a", (current) => {
      given.push(current);
      return grant("a");
    });
    await vault.update("grant", "a", (current) => {
      given.push(current);
      return current;
    });
    expect(given).toEqual([undefined, grant("a")]);
  });

  it("removes a record when the change returns nothing, also one that is not there", async () => {
    const vault = await open();
    await vault.update("grant", "a", () => grant("a"));
    expect(await vault.update("grant", "a", () => undefined)).toBeUndefined();
    expect(await vault.read("grant", "a")).toBeUndefined();
    expect(await vault.update("grant", "never", () => undefined)).toBeUndefined();
  });

  it("keeps the old record when a change throws, and goes on with the next", async () => {
    const vault = await open();
    await vault.update("grant", "a", () => grant("a", "old"));
    const failing = vault.update("grant", "a", () => {
      throw new TypeError("changed my mind");
    });
    const next = vault.update("budget", "a", () => budget("a", 1));
    await expect(failing).rejects.toThrow(TypeError);
    await next;
    expect(await vault.read("grant", "a")).toEqual(grant("a", "old"));
  });

  it("lets nobody change what is stored by changing an object in hand", async () => {
    const vault = await open();
    const mine = { id: "a", issues: [1] };
    const returned = await vault.update("budget", "a", () => mine);
    mine.issues.push(2);
    (returned?.issues as number[]).push(3);
    ((await vault.read("budget", "a"))?.issues as number[]).push(4);
    await vault.update("budget", "a", (current) => {
      (current?.issues as number[]).push(5);
      return current;
    });
    expect(await vault.read("budget", "a")).toEqual(budget("a", 1));
  });

  it("loses none of many changes that are asked for at once", async () => {
    const vault = await open();
    const add = (issue: number) => (current: BudgetRecord | undefined) =>
      budget("a", ...(current?.issues ?? []), issue);
    await Promise.all(Array.from({ length: 100 }, (_none, issue) => vault.update("budget", "a", add(issue))));
    expect((await vault.read("budget", "a"))?.issues).toEqual(
      Array.from({ length: 100 }, (_none, issue) => issue),
    );
  });

  it.each(["", ".", "..", "../a", "a/b", "a\\b", "A", "a.json", "é", "a b", "a\0", "a".repeat(65)])(
    "refuses %j as an ID",
    async (id) => {
      const vault = await open();
      expect((await refusal(vault.read("grant", id))).code).toBe("invalid_input");
      expect((await refusal(vault.update("grant", id, () => undefined))).code).toBe("invalid_input");
    },
  );

  it("takes an ID of 64 characters", async () => {
    const vault = await open();
    const id = "0123456789abcdef_-".padEnd(64, "z");
    await vault.update("grant", id, () => grant(id));
    expect(await vault.ids("grant")).toEqual([id]);
  });

  it("refuses a change that gives a record another ID", async () => {
    const vault = await open();
    expect((await refusal(vault.update("grant", "a", () => grant("b")))).code).toBe("internal");
    expect(await vault.ids("grant")).toEqual([]);
  });

  it("leaves a record that can be read where it is when asked to discard it", async () => {
    const vault = await open();
    await vault.update("grant", "a", () => grant("a"));
    await vault.discardDamaged("grant", "a");
    await vault.discardDamaged("grant", "never");
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
  });

  it("keeps any text in any field, whatever the order of changes", async () => {
    const step = fc.record({
      id: fc.constantFrom("a", "b"),
      name: fc.option(fc.string({ unit: "binary", maxLength: 40 }), { nil: undefined }),
      token: fc.string({ unit: "binary" }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const vault = await open();
        const model = new Map<string, GrantRecord>();
        for (const { id, name, token } of steps) {
          const next = name === undefined ? undefined : { ...grant(id, token), name };
          if (next === undefined) model.delete(id);
          else model.set(id, next);
          await vault.update("grant", id, () => next);
        }
        for (const id of ["a", "b"]) expect(await vault.read("grant", id)).toEqual(model.get(id));
        expect(await vault.ids("grant")).toEqual([...model.keys()].sort());
      }),
      { numRuns: 60 },
    );
  });
});
