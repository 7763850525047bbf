import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionId } from "../../src/connect/connection-id";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { openFileVault } from "../../src/vault/file-vault";
import { grantPrint } from "../../src/vault/grant";
import type { GrantRecord, Vault } from "../../src/vault/vault";
import { ZohoRuntime } from "../../src/zoho-runtime";
import { control, NOON } from "../emulator/support/running";
import { seedsOr, sizeOr, tellFigures } from "../faults/support/long-form";
import { testDirectory } from "../support/test-directory";
import { compileVaultProgram, VaultProcess } from "./support/start-vault-program";
import { quickStretch, seededRandom } from "./support/vault-fixtures";

/** `npm run test:faults` kills a thousand times; the seed is printed, and can be given to run the same again. */
const KILLS = sizeOr("kills", 25);
const [SEED] = seedsOr("1");

/** The connection that the program makes. */
const CONNECTION = "acme";

/** After so many kills all begins anew: Zoho keeps twenty refresh tokens, and old ones should not be revoked here. */
const KILLS_PER_VAULT = 10;
/** Of so many kills every kind of moment is met. */
const EVERY_KIND = 500;
const HOUR_MS = 3_600_000;
/** Ready, refreshed, began, comes back, connected, refreshed, done. */
const MOST_LINES = 7;
const SIGNED_IN = { autoConsent: "Robin Vale", autoConsentOrg: "Acme" };

let compiled = "";
let emulator: RunningEmulator;
beforeAll(async () => {
  compiled = await compileVaultProgram("connecting-program");
  emulator = await startEmulator({ clock: { now: NOON, frozen: true } });
});
afterAll(() => emulator.close());

/** What became of the consents and refreshes that were killed. */
const met = { kills: 0, connected: 0, candidate: 0, waiting: 0, interrupted: 0, refreshed: 0, nothing: 0 };

/** Prints of every refresh token that a record knows. */
function printsIn(record: GrantRecord | undefined): readonly string[] {
  if (record === undefined) return [];
  const grants = [record.current, record.candidate, ...record.retired];
  return [
    ...grants.flatMap((grant) => (grant === undefined ? [] : [grantPrint(grant)])),
    ...(record.revoked ?? []),
  ];
}

/** The next start: what waited is taken up, and what was cut off is reported. */
async function nextStart(vault: Vault, now: number): Promise<readonly string[]> {
  const reported: string[] = [];
  const zoho = new ZohoRuntime({
    vault,
    clock: { now: () => now, monotonic: () => 0, sleep: () => new Promise(() => undefined) },
  });
  zoho.consents.outcomes.listen(({ ticket }, outcome) => {
    if (outcome.state === "failed" && outcome.error.code === "consent_interrupted") reported.push(ticket);
  });
  await zoho.consents.resume();
  zoho.consents.close();
  return reported;
}

/** Lets a process work, kills it at a moment that the seed chooses, and looks at what it left. */
async function killOnce(directory: string, kill: number, known: Set<string>, now: number): Promise<void> {
  const [lines = 0, delay = 0] = seededRandom(`${SEED}/${kill}`)(2);
  const { clientId, clientSecret, redirectUris } = emulator.ready.clients.server;
  const process = new VaultProcess(compiled, {
    directory,
    emulatorUrl: emulator.url,
    clientId,
    clientSecret,
    redirectUri: redirectUris[0] ?? "",
    now,
  });
  const enough = 1 + (lines % MOST_LINES);
  await Promise.race([process.says(enough, "done"), process.ended()]);
  await wait(delay % 40);
  process.kill();
  await process.ended();
  const story = `kill ${kill} of seed ${SEED}, after: ${process.said.join(", ")}`;
  expect(
    process.said.filter((line) => line.startsWith("failed")),
    story,
  ).toEqual([]);

  const vault = await openFileVault({ directory, keys: [], stretch: quickStretch });
  const record = await vault.read("grant", connectionId("zoho", CONNECTION));
  const prints = new Set(printsIn(record));
  const told = process.said.find((line) => line.startsWith("connected "))?.slice("connected ".length);
  if (told !== undefined) known.add(told);
  for (const print of known) expect(prints, `${story}: a stored refresh token is lost`).toContain(print);
  if (told !== undefined) expect(record?.current && grantPrint(record.current), story).toBe(told);
  const isNew = [...prints].some((print) => !known.has(print));
  for (const print of prints) known.add(print);

  const begun = process.said.find((line) => line.startsWith("began "))?.slice("began ".length);
  const reported = await nextStart(vault, now);
  const waiting = await vault.ids("start");
  met.kills += 1;
  met.refreshed += process.said.filter((line) => line === "refreshed").length;
  if (told !== undefined) met.connected += 1;
  else if (begun === undefined && reported.length === 0) met.nothing += 1;
  else if (reported.length > 0) met[isNew ? "candidate" : "interrupted"] += 1;
  else if (isNew) met.connected += 1;
  else {
    // Its person has not come back yet, and still can.
    expect(waiting, `${story}: a consent vanished without a word`).toHaveLength(1);
    met.waiting += 1;
  }
  for (const id of waiting) await vault.update("start", id, () => undefined);
}

describe("a process that is killed while it refreshes and connects", () => {
  it(
    `loses no refresh token that was stored, and no consent without a word (${KILLS} times, seed ${SEED})`,
    { timeout: 60_000 + KILLS * 5_000 },
    async () => {
      let directory = "";
      let known = new Set<string>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        if (kill % KILLS_PER_VAULT === 0) {
          directory = join(await testDirectory("killed"), "zoho");
          known = new Set();
          expect((await control(emulator, "POST", "reset")).status).toBe(200);
          expect((await control(emulator, "PATCH", "settings", SIGNED_IN)).status).toBe(200);
        }
        const now = NOON + (kill % KILLS_PER_VAULT) * HOUR_MS;
        await killOnce(directory, kill, known, now);
        await control(emulator, "POST", "clock", { advanceSeconds: HOUR_MS / 1000 });
      }
      expect(met.kills).toBe(KILLS);
      // So many that each kind of moment must have been among them.
      if (KILLS >= EVERY_KIND)
        for (const [kind, count] of Object.entries(met)) expect(count, kind).toBeGreaterThan(0);
      tellFigures("kills", met);
    },
  );
});
