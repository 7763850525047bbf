/** What a builder sees of a disk that is damaged, full, or not to be written to. */
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fillDisk } from "../support/full-disk";
import type { FlowMessage } from "../support/node-red-runtime";
import { provideProgram } from "../support/system-programs";
import { delivered, reading, waitForEvents } from "./support/outbox";
import { catcher, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const UPSERT = { connection: "acme", method: "POST", path: "Leads/upsert", ifUnreachable: "keep" } as const;

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("in", "keeping"),
  request("keeping", { ...UPSERT, errors: "output" }, [["out"], ["failed"]]),
  probeIn("other-in", "other"),
  request("other", UPSERT, [["other-out"]]),
  catcher("catch", ["other"], "other-failed"),
  ...["out", "failed", "other-out", "other-failed"].map(probeOut),
];

const DOWN = { match: { path: "/crm" }, fault: "reset", times: null };

const prlimit = await provideProgram("prlimit");

/** Sensors of what was written, each once. */
function sensorsOf(messages: readonly FlowMessage[]): readonly number[] {
  const emails = delivered(messages).written.map(({ item }) => String(item["Email"]));
  return [...new Set(emails.map((email) => Number(/\d+/.exec(email)?.[0])))].sort((a, b) => a - b);
}

describe.each(["4.1", "5"] as const)("the outbox of Node-RED %s on a disk that", (version) => {
  let world: World;
  let directory: string;
  beforeAll(async () => {
    world = await startWorld({ version, flows: FLOWS, ready: ["acme"] });
    directory = join(world.nodeRed.userDir, "zoho", "outbox");
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.faults(DOWN);
  });
  afterEach(() => world.emulator.clearFaults());

  /** Writes of sixty readings each, which wait for Zoho. @returns how many sensors are in them */
  async function keepMany(writes: number): Promise<void> {
    const { nodeRed } = world;
    for (let write = 0; write < writes; write++) {
      await nodeRed.inject("in", {
        payload: Array.from({ length: 60 }, (_none, at) => reading(write * 60 + at)),
      });
      // One by one: what comes together is written as one, and lost as one.
      await waitForEvents(nodeRed, "out", "kept", write + 1);
    }
  }

  /** Flips a byte of what is waiting, while Node-RED is off. @param place of the file, from 0 to 1 */
  async function damage(place: number): Promise<void> {
    const level = join(directory, "level");
    const logs = (await readdir(level)).filter((name) => name.endsWith(".log"));
    const bytes = await Promise.all(logs.map((name) => readFile(join(level, name))));
    const largest = bytes.reduce((most, one, at) => (one.length > (bytes[most]?.length ?? 0) ? at : most), 0);
    const log = bytes[largest] ?? Buffer.alloc(0);
    const at = Math.min(log.length - 1, Math.floor(log.length * place));
    log[at] = (log[at] ?? 0) ^ 0x5a;
    await writeFile(join(level, logs[largest] ?? ""), log);
  }

  async function waitForSensors(count: number): Promise<readonly number[]> {
    return vi.waitFor(
      async () => {
        const sensors = sensorsOf(await world.nodeRed.messages("out"));
        expect(sensors).toHaveLength(count);
        return sensors;
      },
      { timeout: 20_000, interval: 100 },
    );
  }

  test("lost a part of what was kept is told of, in the flow and in the log; all the rest is delivered", async () => {
    const { nodeRed, emulator } = world;
    await keepMany(10);
    await nodeRed.stop();
    await damage(0.5);
    nodeRed.forget();
    await emulator.clearFaults();
    await nodeRed.start();

    const [told] = await nodeRed.waitFor("failed");
    const { lost, setAside } = told?.["payload"] as { lost: number; setAside: string };
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(10);
    expect(told).toMatchObject({
      zohoResult: { outbox: { event: "damaged" } },
      error: { source: { id: "keeping" }, cause: { class: "unknown", code: "outbox_damaged" } },
    });
    expect(await readdir(setAside)).not.toEqual([]);
    expect((await waitForEvents(nodeRed, "out", "damaged"))[0]?.["payload"]).toMatchObject({
      lost,
      setAside,
    });
    expect(nodeRed.log()).toContain(`Writes that are lost: ${String(lost)} of the node keeping`);
    await waitForSensors((10 - lost) * 60);
    expect(await nodeRed.messages("other-failed")).toEqual([]);
  });

  test("lost what came last says that nobody knows what it was, once, and goes on", async () => {
    const { nodeRed, emulator } = world;
    await keepMany(3);
    await nodeRed.stop();
    await damage(1);
    nodeRed.forget();
    await emulator.clearFaults();
    await nodeRed.start();
    const told = await vi.waitFor(
      async () => {
        const all = [...(await nodeRed.messages("failed")), ...(await nodeRed.messages("other-failed"))];
        expect(all).not.toEqual([]);
        return all;
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(told[0]).toMatchObject({ payload: { lost: 0 }, error: { cause: { code: "outbox_damaged" } } });
    expect(nodeRed.log()).toMatch(/No write is known to be lost; if one is, it was among the last/);
    await nodeRed.inject("in", { payload: reading(900) });
    await vi.waitFor(async () => expect(sensorsOf(await nodeRed.messages("out"))).toContain(900), {
      timeout: 20_000,
      interval: 100,
    });
    await nodeRed.restart();
    nodeRed.forget();
    await nodeRed.inject("in", { payload: reading(901) });
    await waitForSensors(1);
    expect(await nodeRed.messages("failed")).toEqual([]);
  });

  test("holds a file where the folder should be refuses each write, and everything goes on as soon as it is mended", async () => {
    const { nodeRed, emulator } = world;
    await nodeRed.inject("in", { payload: reading(1) });
    await waitForEvents(nodeRed, "out", "kept");
    await nodeRed.stop();
    await rename(directory, `${directory}-away`);
    await writeFile(directory, "a file");
    nodeRed.forget();
    await nodeRed.start();
    await nodeRed.inject("in", { payload: reading(2), topic: "refused" });
    const failed = await nodeRed.waitFor("failed", ({ topic }) => topic === "refused");
    expect(failed.at(-1)).toMatchObject({
      payload: reading(2),
      error: { cause: { class: "unreachable", code: "outbox_unwritable", details: { directory } } },
    });
    await nodeRed.waitForStatus("keeping", ({ text }) => text === "outbox can't be written");

    await rm(directory);
    await rename(`${directory}-away`, directory);
    await emulator.clearFaults();
    expect(await waitForSensors(1)).toEqual([1]);
    await nodeRed.inject("in", { payload: reading(3) });
    expect(await waitForSensors(2)).toEqual([1, 3]);
  });

  test.skipIf(prlimit === undefined)(
    "is full refuses each write, says so in its state, and goes on as soon as there is room",
    async () => {
      const { nodeRed, emulator } = world;
      await nodeRed.inject("in", { payload: reading(1) });
      await waitForEvents(nodeRed, "out", "kept");
      const makeRoom = await fillDisk(prlimit ?? "", nodeRed.pid);
      for (const sensor of [2, 3]) await nodeRed.inject("in", { payload: reading(sensor), topic: "refused" });
      const failed = await nodeRed.waitFor("failed", 2);
      expect(failed.map(({ payload }) => payload)).toEqual(expect.arrayContaining([reading(2), reading(3)]));
      for (const { error } of failed)
        expect(error).toMatchObject({ cause: { class: "unreachable", code: "outbox_unwritable" } });
      await makeRoom();
      await emulator.clearFaults();
      expect(await waitForSensors(1)).toEqual([1]);
      // The outbox looks by itself whether it can be written again; a flow that sends again meets that sooner or later.
      await vi.waitFor(
        async () => {
          await nodeRed.inject("in", { payload: reading(4) });
          expect(sensorsOf(await nodeRed.messages("out"))).toEqual([1, 4]);
        },
        { timeout: 20_000, interval: 500 },
      );
    },
  );
});
