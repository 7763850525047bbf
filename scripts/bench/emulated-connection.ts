import { Caller } from "../../src/api/call";
import { Governor, type GovernorOptions } from "../../src/api/governor/governor";
import { connectWithCode } from "../../src/connect/grant-code";
import { emulatorRoute } from "../../src/transport/emulator-route";
import { createDispatcher } from "../../src/transport/undici-dispatcher";
import { undiciTransport } from "../../src/transport/undici-transport";
import type { Connection } from "../../src/vault/connection";
import type { Vault } from "../../src/vault/vault";
import { ZohoRuntime } from "../../src/zoho-runtime";
import type { Burst } from "./burst";
import type { EmulatorProcess } from "./emulator-process";

/** The name of the connection of all rows. */
const NAME = "acme";

/** What the calls of the rows need. */
export const SCOPES: readonly string[] = ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"];

/** More than a token ever lives, milliseconds. */
const TWO_HOURS_MS = 7_200_000;

/** The library as a program has it, with Zoho at an emulator. */
export function runtimeAt(emulatorUrl: string, vault: Vault): ZohoRuntime {
  const transport = undiciTransport({
    dispatcher: createDispatcher({ proxied: "never" }),
    route: emulatorRoute(emulatorUrl),
  });
  return new ZohoRuntime({ vault, transport: () => transport });
}

/** Makes the connection of the rows: a grant of the ready-made Self Client for Acme's Production. */
export async function connectTo({ ready, control }: EmulatorProcess, vault: Vault): Promise<Connection> {
  const { clientId, clientSecret } = ready.clients.self;
  const consent = { realm: "emulator", name: NAME, clientId, clientSecret, dataCenter: "us" } as const;
  const code = await control.grantCode({ scope: SCOPES.join(","), person: "Robin Vale", org: "Acme" });
  return connectWithCode(runtimeAt(ready.url, vault), { ...consent, scopes: SCOPES }, { code });
}

/**
 * The connection of the rows as the vault has it.
 *
 * @throws Error where it was never made
 */
export async function findConnection(zoho: ZohoRuntime): Promise<Connection> {
  const connection = await zoho.connections.find("emulator", NAME);
  if (connection === undefined) throw new Error(`there is no connection ${NAME}`);
  return connection;
}

/** Lets the stored access token have run out, here and at Zoho. */
export async function letTokenRunOut(
  { control }: EmulatorProcess,
  vault: Vault,
  { id }: Connection,
): Promise<void> {
  await control.action("expireAccessTokens");
  await vault.update("access", id, (access) => {
    if (access === undefined) return undefined;
    const { obtainedAt, expiresAt } = access;
    return { ...access, obtainedAt: obtainedAt - TWO_HOURS_MS, expiresAt: expiresAt - TWO_HOURS_MS };
  });
}

/** Sends so many calls for the org at once. */
export async function callsAtOnce(
  zoho: ZohoRuntime,
  connection: Connection,
  count: number,
  limits: GovernorOptions,
): Promise<Burst> {
  const { tokens, refusals, policies, credits, transport, clock } = zoho;
  const caller = new Caller({
    tokens,
    refusals,
    policies,
    credits,
    transport,
    clock,
    governor: new Governor(limits),
  });
  const cpu = process.cpuUsage();
  const start = performance.now();
  const ends = await Promise.allSettled(
    Array.from({ length: count }, () =>
      caller.call({ connection, product: "crm", method: "GET", path: "org" }),
    ),
  );
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : []));
  const [firstFailure] = failures;
  return {
    failed: failures.length,
    sentTooOften: ends.filter((end) => end.status === "fulfilled" && end.value.attempts > 2).length,
    ms,
    cpuMs: (user + system) / 1_000,
    ...(firstFailure !== undefined && { firstFailure }),
  };
}
