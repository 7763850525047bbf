import { connectWithCode } from "../../../src/connect/grant-code";
import type { RunningEmulator } from "../../../src/emulator/index";
import { READY_MADE_SELF_CLIENT } from "../../../src/emulator/ready-made-clients";
import type { SafeUrl } from "../../../src/transport/destination";
import { emulatorRoute } from "../../../src/transport/emulator-route";
import type { Transport, TransportRequest, TransportResponse } from "../../../src/transport/transport";
import { createDispatcher } from "../../../src/transport/undici-dispatcher";
import { undiciTransport } from "../../../src/transport/undici-transport";
import type { Connection } from "../../../src/vault/connection";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import type { Vault } from "../../../src/vault/vault";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { control, NOON } from "../../emulator/support/running";
import { type RealNamesAddress, realNamesDispatcher } from "../../support/real-names";
import { watchOfThisFile } from "../../support/secrets/file-watch";
import { HeldClock } from "../../unit/support/held-clock";
import type { Draw } from "./draw";
import type { FaultProxy } from "./fault-proxy";

export const CLIENT = {
  clientId: READY_MADE_SELF_CLIENT.clientId,
  clientSecret: READY_MADE_SELF_CLIENT.clientSecret,
} as const;

const SCOPES = ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"] as const;

/** Longest time for one exchange, milliseconds of real time; the package's own would take a minute. */
const PATIENCE_MS = 10_000;
const SHORT_PATIENCE_MS = 1_000;

/**
 * Where a scenario plays: the library with a connection, a clock that stands still, the network through a proxy that
 * breaks it, and the emulator behind that.
 */
export class Stage {
  readonly clock = new HeldClock(NOON);
  vault: Vault = createMemoryVault();
  zoho: ZohoRuntime;
  /** Every request that left the library since the scenario began. */
  sent: TransportRequest[] = [];
  readonly logged: string[] = [];
  /** Everything secret that came by. */
  readonly secrets = new Set<string>([CLIENT.clientSecret]);
  /** Requests that have no answer yet. */
  inFlight = 0;
  patienceMs = PATIENCE_MS;
  /** Changes what a token answer says. */
  tamper: ((answer: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** Changes the headers of a token answer. */
  tamperHeaders: Readonly<Record<string, string>> | undefined;
  private network: Transport;
  private connection: Connection | undefined;

  constructor(
    readonly emulator: RunningEmulator,
    readonly proxy: FaultProxy,
    private readonly draw: Draw,
  ) {
    this.network = networkTo(emulatorRoute(proxy.url));
    watchOfThisFile()?.output("log", "stage", () => this.logged.map((text) => `${text}\n`).join(""));
    this.zoho = this.start();
  }

  /** The connection of all messages. */
  get itsConnection(): Connection {
    if (this.connection === undefined) throw new Error("nothing is connected yet");
    return this.connection;
  }

  async connect(): Promise<void> {
    const order = { scope: SCOPES.join(","), person: "Robin Vale", org: "Acme" };
    const { body } = await this.control("POST", "self-client-code", order);
    const consent = { realm: "zoho", name: "acme", dataCenter: "us", scopes: SCOPES, ...CLIENT } as const;
    this.connection = await connectWithCode(this.zoho, consent, { code: String(body["code"]) });
    await this.collectSecrets();
    this.sent = [];
  }

  /** The emulator's control routes, past the proxy. */
  async control(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown) {
    const answer = await control(this.emulator, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer;
  }

  /** A fault of the emulator's own. */
  async fault(victim: "token" | "api", fault: Readonly<Record<string, unknown>>): Promise<void> {
    const match = victim === "token" ? { host: "accounts.*" } : { host: "*zohoapis*" };
    await this.control("POST", "faults", { match, ...fault });
  }

  /** The process begins again with the same vault, or another. */
  restart(vault: Vault = this.vault): void {
    this.vault = vault;
    this.zoho = this.start();
  }

  /** So that the next call needs a token from Zoho. */
  async loseToken(): Promise<void> {
    await this.vault.update("access", this.itsConnection.id, () => undefined);
    this.restart();
  }

  /** Time goes on here and at Zoho. */
  async pass(seconds: number): Promise<void> {
    await this.control("POST", "clock", { advanceSeconds: seconds });
    await this.clock.pass(seconds * 1000);
  }

  /** A network whose names lead elsewhere. */
  throughNetwork(route: (url: SafeUrl) => URL): void {
    this.network = networkTo(route);
  }

  /** A network whose servers show a certificate that no CA has signed. */
  throughUntrusted(): void {
    const { tls } = this.emulator.ready;
    if (tls === undefined) throw new Error("the emulator has no https port");
    this.throughTls({ port: tls.port, host: tls.host });
  }

  /** A network on which all of Zoho's names lead to this server. */
  throughTls(server: RealNamesAddress): void {
    this.network = undiciTransport({ dispatcher: realNamesDispatcher(server) });
  }

  /** Waiting for what will never come takes less time. */
  beImpatient(): void {
    this.patienceMs = SHORT_PATIENCE_MS;
  }

  tokenCalls(): number {
    return this.sent.filter(({ url }) => url.pathname === "/oauth/v2/token").length;
  }

  apiCalls(): number {
    return this.sent.filter(({ url }) => !url.pathname.startsWith("/oauth/")).length;
  }

  async collectSecrets(): Promise<void> {
    const grant = await this.vault.read("grant", this.itsConnection.id).catch(() => undefined);
    const token = grant?.current?.refreshToken;
    if (token !== undefined) this.secrets.add(token);
  }

  private start(): ZohoRuntime {
    return new ZohoRuntime({
      vault: this.vault,
      clock: this.clock,
      random: () => this.draw(1_000) / 1_000,
      transport: () => (request) => this.exchange(request),
      log: (sentence) => this.logged.push(sentence),
    });
  }

  private async exchange(request: TransportRequest): Promise<TransportResponse> {
    this.sent.push(request);
    this.inFlight++;
    const isToken = request.url.pathname === "/oauth/v2/token";
    try {
      const timeoutMs = Math.min(request.timeoutMs ?? PATIENCE_MS, this.patienceMs);
      const response = await this.network({ ...request, timeoutMs });
      return isToken ? this.tokenAnswer(response) : response;
    } finally {
      this.inFlight--;
    }
  }

  private tokenAnswer(response: TransportResponse): TransportResponse {
    let answer: Record<string, unknown>;
    try {
      answer = JSON.parse(response.body.toString()) as Record<string, unknown>;
    } catch {
      return response;
    }
    for (const name of ["access_token", "refresh_token"])
      if (typeof answer[name] === "string") this.secrets.add(answer[name]);
    if (answer["access_token"] === undefined) return response;
    const body = this.tamper === undefined ? response.body : Buffer.from(JSON.stringify(this.tamper(answer)));
    return { ...response, headers: { ...response.headers, ...this.tamperHeaders }, body };
  }
}

function networkTo(route: (url: SafeUrl) => URL): Transport {
  return undiciTransport({ dispatcher: createDispatcher({ proxied: "never" }), route });
}
