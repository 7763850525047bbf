import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectWithCode } from "../../src/connect/grant-code";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { openWalk } from "../../src/api/paging/open-walk";
import { emulatorRoute } from "../../src/transport/emulator-route";
import { createDispatcher } from "../../src/transport/undici-dispatcher";
import { undiciTransport } from "../../src/transport/undici-transport";
import { openFileVault } from "../../src/vault/file-vault";
import { ZohoRuntime } from "../../src/zoho-runtime";
import { control } from "../emulator/support/running";
import { testDirectory } from "../support/test-directory";
import { type BadNetwork, startBadNetwork } from "./readings/bad-network";
import { compileGateway, GatewayProcess, GatewaySayings } from "./readings/gateway-process";
import { GATEWAY_CONNECTION, readingOf } from "./readings/reading";
import { SeenByZoho } from "./readings/seen-by-zoho";
import { seededDraw } from "./support/draw";
import { seedsOr, sizeOr, tellFigures } from "./support/long-form";

/** `npm run test:faults -- --only readings --readings 100000 --reading-kills 100 --seed 7` is the long form. */
const READINGS = sizeOr("readings", 1_200);
const KILLS = sizeOr("reading-kills", 3);
const [SEED] = seedsOr("1");

/** Everything that may make Zoho slow or poor is somebody else's test. */
const ROOMY = { crmCreditsPerDay: 1_000_000_000, crmConcurrency: 1_000 };

let compiled = "";
let directory = "";
let emulator: RunningEmulator;
let network: BadNetwork;
const seen = new SeenByZoho(SEED);
beforeAll(async () => {
  compiled = await compileGateway();
  directory = await testDirectory("readings");
  emulator = await startEmulator({ settings: ROOMY });
  network = await startBadNetwork(emulator.url, seededDraw(`${SEED}/network`), (body) => seen.took(body));
  await connectGateway();
});
afterAll(async () => {
  await network.close();
  await emulator.close();
});

async function openRuntime(): Promise<ZohoRuntime> {
  const vault = await openFileVault({ directory, keys: [] });
  const dispatcher = createDispatcher({ proxied: "never" });
  const transport = undiciTransport({ dispatcher, route: emulatorRoute(emulator.url) });
  return new ZohoRuntime({ vault, transport: () => transport });
}

async function connectGateway(): Promise<void> {
  const scopes = ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"];
  const order = { scope: scopes.join(","), person: "Robin Vale", org: "Acme" };
  const { body } = await control(emulator, "POST", "self-client-code", order);
  const { clientId, clientSecret } = emulator.ready.clients.self;
  const consent = { realm: "emulator", name: GATEWAY_CONNECTION, clientId, clientSecret } as const;
  await connectWithCode(
    await openRuntime(),
    { ...consent, dataCenter: "us", scopes },
    { code: String(body["code"]) },
  );
}

/** All Leads that the readings have made, as Zoho has them in the end. */
async function leadsInTheEnd(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { connections, caller } = await openRuntime();
  const connection = await connections.find("emulator", GATEWAY_CONNECTION);
  if (connection === undefined) throw new Error("there is no connection");
  const query = new URLSearchParams("fields=Last_Name,Description");
  const walk = openWalk(caller, { connection, product: "crm", method: "GET", path: "Leads", query });
  const leads: Readonly<Record<string, unknown>>[] = [];
  for (let page = await walk.next(); page !== undefined; page = await walk.next())
    leads.push(...(page.records as readonly Readonly<Record<string, unknown>>[]));
  return leads.filter(({ Last_Name: name }) => /^(?:create|sensor)-\d+$/.test(String(name)));
}

/**
 * Lets a gateway work, kills it at a moment that the seed chooses, and lets the next one go on where it was.
 *
 * @returns how many were killed before they were done
 */
async function runAndKill(sayings: GatewaySayings): Promise<number> {
  const draw = seededDraw(`${SEED}/kills`);
  let killed = 0;
  // Whoever was not told that a reading is kept sends another one.
  const next = (readings: number, then: "end" | "wait to be killed"): GatewayProcess => {
    const from = sayings.begun.size;
    const program = { directory, emulatorUrl: network.url, seed: SEED, from, end: from + readings, then };
    return new GatewayProcess(compiled, program, sayings);
  };
  for (let kill = 0; kill < KILLS; kill++) {
    const share = Math.floor((READINGS - sayings.kept.size) / (KILLS - kill + 1));
    sayings.done = undefined;
    const gateway = next(share, "wait to be killed");
    // Some die while they keep, others while they deliver.
    const counted = draw(2) === 0 ? sayings.kept : sayings.written;
    const enough = counted.size + draw(share);
    await gateway.until(() => counted.size >= enough || sayings.done !== undefined);
    await wait(draw(50));
    if (await gateway.kill()) killed++;
  }
  sayings.done = undefined;
  await next(READINGS - sayings.kept.size, "end").ended;
  return killed;
}

it(
  `no reading is lost, doubled or overtaken: ${READINGS} readings, ${KILLS} kills, seed ${SEED}`,
  { timeout: 120_000 + KILLS * 5_000 + READINGS * 10 },
  async () => {
    const sayings = new GatewaySayings();
    const kills = await runAndKill(sayings);
    expect(kills).toBe(KILLS);
    expect(sayings.complaints).toEqual([]);
    expect(sayings.done).toBe("0");
    expect(sayings.kept.size).toBe(READINGS);
    expect([...sayings.failed]).toEqual([]);

    const leads = await leadsInTheEnd();
    const values = new Map(leads.map((lead) => [lead["Last_Name"], lead["Description"]]));
    // One Lead for each sensor and each create: nothing is there twice.
    expect(values.size).toBe(leads.length);

    let overtaken = 0;
    for (const [sensor, taken] of seen.readings) {
      overtaken += taken.filter((n, index) => n < (taken[index - 1] ?? 0)).length;
      expect(values.get(sensor), sensor).toBe(String(Math.max(...taken)));
    }
    expect(overtaken).toBe(0);

    const kept = [...sayings.kept].map((n) => readingOf(n, SEED));
    const taken = new Set([...seen.readings.values()].flat());
    const lost = kept.filter(({ kind, n }) => kind === "reading" && !taken.has(n));
    expect(lost).toEqual([]);
    const unreported = kept.filter(({ n }) => !sayings.written.has(n) && !sayings.unknown.has(n));
    expect(unreported).toEqual([]);

    const creates = kept.filter(({ kind }) => kind === "create");
    expect([...seen.creates.values()].filter((times) => times > 1)).toEqual([]);
    const silent = creates.filter(({ n }) => !seen.creates.has(n) && !sayings.unknown.has(n));
    expect(silent).toEqual([]);
    const invented = creates.filter(({ n }) => sayings.written.has(n) && !values.has(`create-${n}`));
    expect(invented).toEqual([]);
    expect(leads.length).toBe(seen.readings.size + seen.creates.size);

    const unknown = creates.filter(({ n }) => sayings.unknown.has(n));
    tellFigures("readings", {
      readings: READINGS,
      kills,
      acknowledged: kept.length,
      lost: lost.length + silent.length,
      doubled: leads.length - values.size,
      overtaken,
      creates: creates.length,
      createsUnknown: unknown.length,
      unknownButWritten: unknown.filter(({ n }) => seen.creates.has(n)).length,
      calls: seen.calls,
      deliveredAgain: [...seen.readings.values()].flat().length - taken.size,
      ...network.met,
    });
  },
);
