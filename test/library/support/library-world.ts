import { type Dispatcher, request } from "undici";
import type { RunningEmulator } from "../../../src/emulator/index";
import type { Connection, ConsentOutcome, ConsentRequest } from "../../../src/index";
import { parseCallback } from "../../../src/oauth/callback";
import type { ClientSecrets } from "../../../src/tokens/client-secrets";
import { emulatorRoute } from "../../../src/transport/emulator-route";
import type { Transport, TransportRequest } from "../../../src/transport/transport";
import { createDispatcher } from "../../../src/transport/undici-dispatcher";
import { undiciTransport } from "../../../src/transport/undici-transport";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import type { DataCenterCode } from "../../../src/zoho/data-centers";
import { ZohoRuntime, type ZohoRuntimeOptions } from "../../../src/zoho-runtime";
import { control, NOON } from "../../emulator/support/running";
import { watchOfThisFile } from "../../support/secrets/file-watch";
import { HeldClock } from "../../unit/support/held-clock";

/** The whole library, an emulator that stands for Zoho, and everything that went from one to the other. */
export interface LibraryWorld {
  readonly emulator: RunningEmulator;
  readonly zoho: ZohoRuntime;
  /** A process that begins with the same vault, as after a restart. */
  readonly restart: () => ZohoRuntime;
  readonly clock: HeldClock;
  readonly sent: TransportRequest[];
  readonly logged: string[];
  /** What a browser is answered at an address of Zoho's; redirects are not followed. */
  readonly visit: (url: URL) => Promise<Visited>;
}

export interface Visited {
  readonly status: number;
  /** Where it is sent on. */
  readonly location: URL | undefined;
  readonly text: string;
}

export interface WorldParts {
  /** Reaches the emulator under Zoho's real names; without it, Zoho's names become the first part of the path. */
  readonly byName?: Dispatcher;
  readonly clientSecrets?: ClientSecrets;
  readonly limits?: ZohoRuntimeOptions["limits"];
  /** Stands between the library and the network. */
  readonly through?: (send: Transport) => Transport;
  /** This machine's clock; one that is held at noon unless said otherwise. */
  readonly clock?: HeldClock;
}

/**
 * The library over a memory vault, with a clock that goes as the emulator's: neither moves by itself.
 */
export function libraryWorld(emulator: RunningEmulator, parts: WorldParts = {}): LibraryWorld {
  const route = parts.byName === undefined ? emulatorRoute(emulator.url) : undefined;
  const dispatcher = parts.byName ?? createDispatcher({ proxied: "never" });
  const network = undiciTransport({ dispatcher, ...(route !== undefined && { route }) });
  const send = parts.through?.(network) ?? network;
  const sent: TransportRequest[] = [];
  const logged: string[] = [];
  watchOfThisFile()?.output("log", "library", () => lines(logged));
  const clock = parts.clock ?? new HeldClock(NOON);
  const vault = createMemoryVault();
  const restart = (): ZohoRuntime =>
    new ZohoRuntime({
      vault,
      clock,
      // A call that is tried again is tried at once: nobody lets time pass meanwhile.
      random: () => 0,
      transport: () => (exchange) => {
        sent.push(exchange);
        return send(exchange);
      },
      log: (sentence) => logged.push(sentence),
      ...(parts.limits !== undefined && { limits: parts.limits }),
      ...(parts.clientSecrets !== undefined && { clientSecrets: parts.clientSecrets }),
    });
  const visit = async (url: URL): Promise<Visited> => {
    const target =
      parts.byName === undefined ? `${emulator.url}/${url.host}${url.pathname}${url.search}` : url;
    const answer = await request(target, { dispatcher });
    const { location } = answer.headers;
    return {
      status: answer.statusCode,
      location: typeof location === "string" ? new URL(location) : undefined,
      text: await answer.body.text(),
    };
  };
  return { emulator, zoho: restart(), restart, clock, sent, logged, visit };
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}

/** Lets time pass for both, in full seconds. */
export async function pass(world: LibraryWorld, seconds: number): Promise<void> {
  await control(world.emulator, "POST", "clock", { advanceSeconds: seconds });
  await world.clock.pass(seconds * 1000);
}

export async function setZoho(
  world: LibraryWorld,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { status, text } = await control(world.emulator, "PATCH", "settings", settings);
  if (status !== 200) throw new Error(text);
}

/** Who signs in and which org they pick; by default whoever lives in the data center, and their first org. */
export interface Signing {
  readonly person?: string;
  /** `Name (Environment)`. */
  readonly org?: string;
  readonly answer?: "accept" | "reject";
}

export const CRM_SCOPES = ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"] as const;

/** What the ready-made server client asks for. */
export function askedBy(world: LibraryWorld, dataCenter: DataCenterCode): ConsentRequest {
  const { clientId, clientSecret, redirectUris } = world.emulator.ready.clients.server;
  return {
    realm: "zoho",
    connectionName: "acme",
    clientId,
    clientSecret,
    dataCenter,
    allowedDataCenters: [dataCenter],
    scopes: CRM_SCOPES,
    redirectUri: redirectUris[0] ?? "",
    startedBy: "test",
    boundTo: "link",
    timeoutMs: 600_000,
  };
}

/** Says who sits before the browser. */
export async function signIn(
  world: LibraryWorld,
  dataCenter: DataCenterCode,
  { person, org, answer = "accept" }: Signing = {},
): Promise<void> {
  const resident = world.emulator.ready.people.find((one) => one.dataCenter === dataCenter);
  await setZoho(world, {
    autoConsent: person ?? resident?.name ?? null,
    autoConsentOrg: org ?? null,
    autoConsentAnswer: answer,
  });
}

/** What Zoho's redirect says, by its names. */
export function queryOf(location: URL | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(location?.searchParams ?? []);
}

/** A whole consent as the person and the browser do it. */
export async function consent(
  world: LibraryWorld,
  dataCenter: DataCenterCode,
  signing: Signing = {},
  changes: Partial<ConsentRequest> = {},
): Promise<ConsentOutcome> {
  await signIn(world, dataCenter, signing);
  const started = await world.zoho.consents.start({ ...askedBy(world, dataCenter), ...changes });
  const { location, text } = await world.visit(started.url);
  if (location === undefined) throw new Error(`Zoho shows a page: ${text.slice(0, 500)}`);
  return comeBack(world, queryOf(location));
}

/** The same where it must end well. */
export async function connect(
  world: LibraryWorld,
  dataCenter: DataCenterCode,
  signing: Signing = {},
  changes: Partial<ConsentRequest> = {},
): Promise<Connection> {
  const outcome = await consent(world, dataCenter, signing, changes);
  if (outcome.state === "failed") throw outcome.error;
  return outcome.connection;
}

/** The browser comes to the callback with this query, and the cookie where it has one. */
export function comeBack(
  world: LibraryWorld,
  query: Readonly<Record<string, unknown>>,
  cookie?: string,
): Promise<ConsentOutcome> {
  return world.zoho.consents.finish({ parameters: parseCallback(query), cookieOf: () => cookie });
}
