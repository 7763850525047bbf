import { parseCallback } from "../../../src/oauth/callback";
import { systemClock } from "../../../src/time/clock";
import { emulatorRoute } from "../../../src/transport/emulator-route";
import { createDispatcher } from "../../../src/transport/undici-dispatcher";
import { undiciTransport } from "../../../src/transport/undici-transport";
import { openFileVault } from "../../../src/vault/file-vault";
import { grantPrint } from "../../../src/vault/grant";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { quickStretch } from "./vault-fixtures";

/** What a process that connects and refreshes is told; the first argument, as JSON. */
export interface ConnectingProgram {
  readonly directory: string;
  readonly emulatorUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** Wall clock at its start, milliseconds since 1970. */
  readonly now: number;
}

const CONNECTION = "acme";
const SCOPES = ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"];

/** The vault waits for a killed process by a clock that runs faster than the real one. */
const HASTE = 40;

/**
 * Refreshes what the process before left, connects once, refreshes again, says a line for each step, and then waits to
 * be killed.
 */
async function run(program: ConnectingProgram): Promise<void> {
  const { directory, emulatorUrl, clientId, clientSecret, redirectUri } = program;
  const began = systemClock.monotonic();
  const vault = await openFileVault({
    directory,
    keys: [],
    stretch: quickStretch,
    clock: {
      now: () => systemClock.now(),
      monotonic: () => systemClock.monotonic() * HASTE,
      sleep: (ms, signal) => systemClock.sleep(ms / HASTE, signal),
    },
  });
  const dispatcher = createDispatcher({ proxied: "never" });
  const transport = undiciTransport({ dispatcher, route: emulatorRoute(emulatorUrl) });
  const clock = { ...systemClock, now: () => program.now + systemClock.monotonic() - began };
  const zoho = new ZohoRuntime({ vault, clock, transport: () => transport });
  const refresh = async (): Promise<void> => {
    const connection = await zoho.connections.find("zoho", CONNECTION);
    if (connection?.connected !== true) return;
    await zoho.tokens.force(connection.id);
    console.log("refreshed");
  };
  console.log("ready");
  await refresh();
  const started = await zoho.consents.start({
    realm: "zoho",
    connectionName: CONNECTION,
    clientId,
    clientSecret,
    dataCenter: "us",
    allowedDataCenters: ["us"],
    scopes: SCOPES,
    redirectUri,
    startedBy: "test",
    boundTo: "link",
    timeoutMs: 600_000,
  });
  console.log(`began ${started.ticket}`);
  const { host, pathname, search } = started.url;
  const page = await fetch(`${emulatorUrl}/${host}${pathname}${search}`, { redirect: "manual" });
  const location = new URL(page.headers.get("location") ?? "");
  const parameters = parseCallback(Object.fromEntries(location.searchParams));
  console.log("comes back");
  const outcome = await zoho.consents.finish({ parameters, cookieOf: () => undefined });
  if (outcome.state === "failed") throw outcome.error;
  const record = await vault.read("grant", outcome.connection.id);
  console.log(`connected ${record?.current === undefined ? "nothing" : grantPrint(record.current)}`);
  await refresh();
  console.log("done");
  setInterval(() => undefined, 1_000);
}

run(JSON.parse(process.argv[2] ?? "") as ConnectingProgram).catch((error: unknown) => {
  console.log(`failed: ${String(error)}`);
  process.exitCode = 1;
});
