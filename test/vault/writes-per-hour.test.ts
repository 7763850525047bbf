import { beforeAll, describe, expect, it } from "vitest";
import { connected, FakeZoho, find, library } from "../unit/support/library";
import { HeldClock, settled } from "../unit/support/held-clock";
import { faultyFs } from "./support/faulty-fs";
import { JournalFs } from "./support/journal-fs";
import { openOn } from "./support/open-test-vault";

const HOURS = 24;
const MINUTE_MS = 60_000;

/** Steps that reach the flash of a gateway: at once, or when the system writes back. */
const CHANGES = ["create", "write", "rename", "link", "remove", "makeDirectory"];
const SYNCS = ["sync", "syncDirectory"];

/** What docs/vault-format.md promises for each hour in which a connection is used. */
const SYNCS_PER_HOUR = 4;
const CHANGES_PER_HOUR = 20;
const BYTES_PER_HOUR = 2_048;

interface Count {
  readonly syncs: number;
  readonly changes: number;
  readonly bytes: number;
}

/** A day of a connection that makes so many calls a minute. */
async function day(callsPerMinute: number): Promise<Count & { readonly tokenCalls: number }> {
  const disk = new JournalFs();
  const steps: string[] = [];
  const fs = faultyFs(disk, (step) => {
    steps.push(step);
    return undefined;
  });
  const clock = new HeldClock();
  const { vault } = await openOn(disk, [], { fs, clock });
  const zoho = new FakeZoho();
  const { zoho: runtime } = library({ vault, clock, transport: zoho.transport });
  await connected(vault);
  const connection = await find(runtime);
  const call = (): Promise<unknown> =>
    runtime.caller.call({ connection, product: "crm", method: "GET", path: "Leads/1" });
  await call();
  steps.length = 0;
  const journaled = disk.journal.length;
  const tokensBefore = zoho.transport.tokenCalls.length;
  for (let minute = 0; minute < HOURS * 60; minute += 1) {
    await clock.pass(MINUTE_MS);
    for (let one = 0; one < callsPerMinute; one += 1) await call();
    // What is refreshed ahead of time is on disk before the next minute, however few calls there are.
    for (let turn = 0; turn < 10; turn += 1) await settled();
  }
  const count = (names: readonly string[]): number => steps.filter((step) => names.includes(step)).length;
  let bytes = 0;
  const contents = new Map<unknown, number>();
  for (const entry of disk.journal.slice(journaled)) {
    if (entry.op !== "write") continue;
    bytes += entry.content.length - (contents.get(entry.inode) ?? 0);
    contents.set(entry.inode, entry.content.length);
  }
  return {
    syncs: count(SYNCS),
    changes: count(CHANGES),
    bytes,
    tokenCalls: zoho.transport.tokenCalls.length - tokensBefore,
  };
}

describe("a connection in use", () => {
  let quiet: Awaited<ReturnType<typeof day>>;
  let busy: Awaited<ReturnType<typeof day>>;
  beforeAll(async () => {
    quiet = await day(1);
    busy = await day(20);
  });

  it("writes no more in an hour than the docs promise, however many calls it makes", () => {
    for (const used of [quiet, busy]) {
      expect(used.tokenCalls).toBeGreaterThanOrEqual(HOURS - 1);
      expect(used.syncs / HOURS).toBeLessThanOrEqual(SYNCS_PER_HOUR);
      expect(used.changes / HOURS).toBeLessThanOrEqual(CHANGES_PER_HOUR);
      expect(used.bytes / HOURS).toBeLessThanOrEqual(BYTES_PER_HOUR);
    }
  });

  it("writes nothing while nobody calls", async () => {
    expect(await day(0)).toEqual({ syncs: 0, changes: 0, bytes: 0, tokenCalls: 0 });
  });
});
