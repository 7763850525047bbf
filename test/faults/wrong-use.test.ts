/** A grant that is used where it is worth nothing: what that costs it, and that it costs nobody else anything. */
import { beforeEach, describe, expect, it } from "vitest";
import { emulatorInProcess, type EmulatorInProcess } from "../../scripts/bench/emulator-in-process";
import { SimulatedClock } from "../../scripts/bench/simulated-clock";
import { connectWithCode } from "../../src/connect/grant-code";
import { READY_MADE_SELF_CLIENT } from "../../src/emulator/ready-made-clients";
import type { ErrorCode } from "../../src/errors/codes";
import { ZohoError } from "../../src/errors/zoho-error";
import type { Connection } from "../../src/vault/connection";
import { createMemoryVault } from "../../src/vault/memory-vault";
import type { Vault } from "../../src/vault/vault";
import type { ProductId } from "../../src/zoho/products";
import { ZohoRuntime } from "../../src/zoho-runtime";
import { NOON } from "../emulator/support/running";
import { tellFigures } from "./support/long-form";

const CALLS = 1_000;
const SECOND = 1_000;

/** Nothing but the use of the grant is to be wrong. */
const ROOMY = { crmCreditsPerDay: 1_000_000_000, grantsPer10min: 100, refreshPer10min: 100 };

const SCOPES = [
  "ZohoCRM.modules.ALL",
  "ZohoCRM.org.READ",
  "ZohoCRM.users.READ",
  "ZohoBooks.fullaccess.all",
  "Desk.tickets.READ",
  "Desk.basic.READ",
];

/** One flow: which connection it uses, and for what. */
interface Use {
  readonly connection: Connection;
  readonly product?: ProductId;
  readonly path?: string;
  readonly org?: string;
}

/** How the calls of a flow ended. */
interface Ends {
  ok: number;
  readonly errors: Partial<Record<ErrorCode, number>>;
}

let vault: Vault;
let emulator: EmulatorInProcess;
let clock: SimulatedClock;
let zoho: ZohoRuntime;
let tokenCalls: Map<string, number>;

beforeEach(() => {
  vault = createMemoryVault();
  emulator = emulatorInProcess(NOON, ROOMY);
  clock = new SimulatedClock(emulator.world.clock);
  tokenCalls = new Map();
  zoho = start();
});

/** A process that begins with the vault. */
function start(): ZohoRuntime {
  return new ZohoRuntime({
    vault,
    clock,
    // All flows call at once, and the connections share an org.
    limits: { maxWaiting: 10 * CALLS },
    transport: () => (request) => {
      const { body } = request;
      const grant = new URLSearchParams(typeof body === "string" ? body : "").get("refresh_token");
      if (grant !== null) tokenCalls.set(grant, (tokenCalls.get(grant) ?? 0) + 1);
      return Promise.resolve(emulator.answer(request));
    },
  });
}

async function connect(name: string): Promise<Connection> {
  const order = { scope: SCOPES.join(","), person: "Robin Vale", org: "Acme" };
  const { code } = emulator.control("self-client-code", order);
  const { clientId, clientSecret } = READY_MADE_SELF_CLIENT;
  const consent = { realm: "emulator", name, clientId, clientSecret, dataCenter: "us" } as const;
  return connectWithCode(zoho, { ...consent, scopes: SCOPES }, { code: String(code) });
}

/** A connection whose grant is for Production, and which is taken for one to the Sandbox. */
async function misled(name: string): Promise<Connection> {
  const { id } = await connect(name);
  await vault.update("grant", id, (record) => {
    if (record?.current === undefined) return record;
    const { current } = record;
    return { ...record, current: { ...current, pins: { ...current.pins, environment: "Sandbox" } } };
  });
  // A process that is told of it by the vault alone.
  zoho = start();
  const connection = await zoho.connections.find("emulator", name);
  if (connection === undefined) throw new Error(`there is no connection ${name}`);
  return connection;
}

async function tokensOf({ id }: Connection): Promise<number> {
  const record = await vault.read("grant", id);
  return tokenCalls.get(record?.current?.refreshToken ?? "") ?? 0;
}

async function call(use: Use, ends: Ends): Promise<void> {
  const { connection, product = "crm", path = "org", org } = use;
  const where = org === undefined ? {} : { org };
  try {
    await zoho.caller.call({ connection, product, method: "GET", path, ...where });
    ends.ok++;
  } catch (error) {
    if (!(error instanceof ZohoError)) throw error;
    ends.errors[error.code] = (ends.errors[error.code] ?? 0) + 1;
  }
}

/** Each flow calls as often, all at once or one after the other with a pause. */
async function callAll(uses: readonly Use[], pauseMs: number): Promise<readonly Ends[]> {
  const ends = uses.map((): Ends => ({ ok: 0, errors: {} }));
  const over: Promise<void>[] = [];
  for (let count = 0; count < CALLS; count++) {
    for (const [index, use] of uses.entries()) over.push(call(use, ends[index] ?? { ok: 0, errors: {} }));
    for (let passed = 0; passed < pauseMs; passed += SECOND) await clock.pass(SECOND);
  }
  await Promise.all(over);
  return ends;
}

const PACES: readonly (readonly [words: string, pauseMs: number])[] = [
  ["all at once", 0],
  ["a second apart", SECOND],
  ["over ten hours", 36 * SECOND],
];

describe.each(PACES)("1,000 calls %s", (words, pauseMs) => {
  it("with a grant of another environment cost one token more than good ones, and a neighbour nothing", async () => {
    const wrong = await misled("misled");
    const good = await connect("neighbour");
    const [ofWrong, ofGood] = await callAll([{ connection: wrong }, { connection: good }], pauseMs);
    expect(ofWrong).toEqual({ ok: 0, errors: { wrong_environment: CALLS } });
    expect(ofGood).toEqual({ ok: CALLS, errors: {} });
    const [spent, usual] = [await tokensOf(wrong), await tokensOf(good)];
    tellFigures("wrong-use", {
      what: "another environment",
      pace: words,
      calls: CALLS,
      tokens: spent,
      usual,
    });
    expect(spent).toBeLessThanOrEqual(usual + 1);
  });

  it.each(["books", "desk"] as const)(
    "for an org that %s does not have cost no token, and the right org goes on",
    async (product) => {
      const path = product === "books" ? "contacts" : "tickets";
      const connection = await connect("acme");
      const other = await connect("neighbour");
      const uses = [{ connection, product, path, org: "999999" }, { connection }, { connection: other }];
      const [missing, right, neighbour] = await callAll(uses, pauseMs);
      expect(missing?.ok).toBe(0);
      expect([right, neighbour]).toEqual([right, neighbour].map(() => ({ ok: CALLS, errors: {} })));
      const [spent, usual] = [await tokensOf(connection), await tokensOf(other)];
      const told = { what: `an org that ${product} does not have`, pace: words, calls: CALLS, tokens: spent };
      tellFigures("wrong-use", { ...told, usual, ends: missing?.errors });
      expect(spent).toBeLessThanOrEqual(usual);
    },
  );
});
