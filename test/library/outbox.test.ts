import { setImmediate as nextTurn } from "node:timers/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import {
  type ApiCall,
  type Connection,
  openWalk,
  Outbox,
  type OutboxQueue,
  type OutboxReport,
} from "../../src/index";
import { LevelStore } from "../../src/outbox/level-store";
import { systemClock } from "../../src/time/clock";
import { control, emulator } from "../emulator/support/running";
import { testDirectory } from "../support/test-directory";
import { connect, type LibraryWorld, libraryWorld, pass } from "./support/library-world";

const ROOMY = { maxRecords: 100_000, maxBytes: 100_000_000, maxAgeMs: 86_400_000 };

interface Gateway {
  readonly world: LibraryWorld;
  readonly connection: Connection;
  readonly queue: OutboxQueue;
  readonly outbox: Outbox;
  readonly reports: OutboxReport[];
}

/** An outbox on disk over the whole library, and an emulator as Zoho; only the time of the disk is real. */
async function gateway(limits: Parameters<typeof libraryWorld>[1] = {}): Promise<Gateway> {
  const world = libraryWorld(await emulator(), limits);
  const connection = await connect(world, "us");
  const directory = join(await testDirectory("outbox"), "outbox");
  const store = new LevelStore({ directory, clock: systemClock, flushMs: 1 });
  const { caller, connections, policies, clock, random } = world.zoho;
  const log = (sentence: string): void => void world.logged.push(sentence);
  const outbox = Outbox.open({ store, caller, connections, policies, clock, random, log });
  const reports: OutboxReport[] = [];
  const queue = outbox.queue("node", ROOMY, (report) => reports.push(report));
  return { world, connection, queue, outbox, reports };
}

function reading({ connection }: Gateway, sensor: string, value: number): ApiCall {
  const data = [{ Last_Name: sensor, Email: `${sensor}@example.com`, Description: String(value) }];
  return { connection, product: "crm", method: "POST", path: "Leads/upsert", body: JSON.stringify({ data }) };
}

async function sensorsIn({ world, connection }: Gateway): Promise<ReadonlyMap<unknown, unknown>> {
  const query = new URLSearchParams("fields=Last_Name,Description");
  const walk = openWalk(world.zoho.caller, {
    connection,
    product: "crm",
    method: "GET",
    path: "Leads",
    query,
  });
  const sensors: [unknown, unknown][] = [];
  for (let page = await walk.next(); page !== undefined; page = await walk.next())
    for (const record of page.records as readonly Readonly<Record<string, unknown>>[])
      if (String(record["Last_Name"]).startsWith("sensor"))
        sensors.push([record["Last_Name"], record["Description"]]);
  expect(new Set(sensors.map(([name]) => name)).size).toBe(sensors.length);
  return new Map(sensors);
}

/** Waits for what must come, however slow this machine is. */
function soon(look: () => void): Promise<void> {
  return vi.waitFor(look, { timeout: 50_000 });
}

/** Ends what a test has opened, whose time stands still. */
async function close({ outbox, world }: Gateway): Promise<void> {
  const closed = outbox.close();
  await pass(world, 1);
  await closed;
}

describe("readings on disk", () => {
  test("reach Zoho once each, in the order of their sensor", async () => {
    const one = await gateway();
    await one.queue.pause();
    const keeps = Array.from({ length: 300 }, (_, value) =>
      one.queue.keep(reading(one, `sensor-${value % 40}`, value)),
    );
    await Promise.all(keeps);
    expect(one.queue.state()).toMatchObject({ records: 300, paused: true });
    await one.queue.resume();
    expect(await one.queue.drain()).toMatchObject({ records: 0 });
    const sensors = await sensorsIn(one);
    expect(sensors.size).toBe(40);
    for (let sensor = 0; sensor < 40; sensor++)
      expect(sensors.get(`sensor-${sensor}`)).toBe(String(sensor < 20 ? 280 + sensor : 240 + sensor));
    await close(one);
  });

  test("wait while Zoho fails, and follow when it does not", async () => {
    const one = await gateway();
    await control(one.world.emulator, "POST", "faults", {
      match: { path: "/crm/v8/Leads/upsert" },
      fault: "status",
      status: 503,
      times: null,
    });
    await one.queue.keep(reading(one, "sensor-1", 1));
    await soon(() => expect(one.queue.state().held).toMatchObject({ code: "server_error" }));
    await one.queue.keep(reading(one, "sensor-1", 2));
    await control(one.world.emulator, "DELETE", "faults");
    await pass(one.world, 60);
    await soon(() => expect(one.queue.state()).toMatchObject({ records: 0, heldConnections: [] }));
    expect((await sensorsIn(one)).get("sensor-1")).toBe("2");
    await close(one);
  });

  test("wait for somebody to connect again, and follow at once", async () => {
    const one = await gateway();
    await one.queue.pause();
    await one.queue.keep(reading(one, "sensor-1", 1));
    await control(one.world.emulator, "POST", "actions", { action: "revokeGrants" });
    await one.queue.resume();
    await soon(() =>
      expect(one.queue.state().held).toMatchObject({ code: "grant_revoked", class: "expired_token" }),
    );
    const again = await connect(one.world, "us");
    one.outbox.changed(again.id);
    await soon(() => expect(one.queue.state()).toMatchObject({ records: 0, heldConnections: [] }));
    expect((await sensorsIn(one)).get("sensor-1")).toBe("1");
    await close(one);
  });

  test("leave the line to somebody who waits for an answer", async () => {
    const upserts: number[] = [];
    const one = await gateway({
      limits: { concurrency: 1 },
      through: (send) => async (exchange) => {
        if (exchange.url.pathname.endsWith("/upsert")) upserts.push(upserts.length);
        await nextTurn();
        return send(exchange);
      },
    });
    await one.queue.pause();
    const keeps = Array.from({ length: 3_000 }, (_, value) =>
      one.queue.keep(reading(one, `sensor-${value}`, value)),
    );
    await Promise.all(keeps);
    await one.queue.resume();
    await soon(() => expect(upserts.length).toBeGreaterThan(3));
    const asked = upserts.length;
    await one.world.zoho.caller.call({
      connection: one.connection,
      product: "crm",
      method: "GET",
      path: "org",
    });
    // The one in the air, and at most the one whose turn it was.
    expect(upserts.length - asked).toBeLessThanOrEqual(2);
    expect(await one.queue.drain()).toMatchObject({ records: 0 });
    expect(upserts.length).toBe(30);
    await close(one);
  });
});
