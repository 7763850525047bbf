import type { Transport, TransportRequest, TransportResponse } from "../../../src/transport/transport";
import type { Vault } from "../../../src/vault/vault";
import type { HeldClock } from "./held-clock";
import { connected, invalidToken } from "./library";
import { failure, html, reply } from "./scripted-transport";
import { accessToken } from "./secrets";

/** Zoho's limits of one refresh token, by its strictest pages: tokens in ten minutes, and tokens that live at once. */
const WINDOW_MS = 600_000;
const MOST_IN_WINDOW = 10;
const MOST_LIVE = 10;

/** After this long the client hangs up, milliseconds. */
const TIME_LIMIT_MS = 15_000;

/** What becomes of a token request. */
export type Fate = "quick" | "slow" | "lost" | "server error" | "never sent";

const TROUBLES: readonly Fate[] = ["lost", "server error", "never sent"];

/** Zoho with one refresh token, on a network where requests take their time: it counts them when they arrive. */
export class LimitingZoho {
  readonly counts = { asked: 0, issued: 0, throttled: 0, evictedUsed: 0, ranOutUsed: 0, served: 0 };
  /** The most requests that came in within ten minutes. */
  mostInWindow = 0;
  /** How long the tokens live that it gives now, milliseconds. */
  lifeMs = 3_600_000;
  isDown = false;
  /** When a token request last went wrong through no fault of the client's, monotonic. */
  lastTrouble = -Infinity;
  readonly #arrivals: number[] = [];
  readonly #sent: number[] = [];
  readonly #endsAt = new Map<string, number>();
  #live: readonly string[] = [];

  constructor(
    protected readonly clock: HeldClock,
    private readonly random: () => number,
  ) {}

  /** Puts the connection into the vault that all processes share. */
  async connect(vault: Vault): Promise<void> {
    await connected(vault);
  }

  /** The way to it for one process, until that is killed. */
  network(killed: AbortSignal): Transport {
    return (request) =>
      request.url.pathname === "/oauth/v2/token"
        ? this.#token(request, killed)
        : Promise.resolve(this.answerCall(request));
  }

  /** Token requests that have left a client in that time and may still come in. */
  sentWithin(ms: number): number {
    return this.#sent.filter((at) => at > this.clock.monotonic() - ms).length;
  }

  async #token(request: TransportRequest, killed: AbortSignal): Promise<TransportResponse> {
    const fate = this.#fate();
    if (TROUBLES.includes(fate)) this.lastTrouble = this.clock.monotonic();
    if (fate === "never sent") throw failure("connect", "ECONNREFUSED", "never sent");
    this.#sent.push(this.clock.monotonic());
    this.counts.asked++;
    const there = this.random() * (fate === "slow" ? TIME_LIMIT_MS - 1_000 : 300);
    const back = fate === "slow" ? this.random() * (TIME_LIMIT_MS - 1_000 - there) : 100;
    // What has left arrives, whatever becomes of who sent it.
    const arrival = this.clock.sleep(there).then(() => this.#arrive(request, fate));
    try {
      await this.clock.sleep(fate === "lost" ? TIME_LIMIT_MS : there + back, killed);
    } catch {
      throw failure("network", "ECONNRESET", "maybe sent");
    }
    const answer = await arrival;
    if (fate === "lost") {
      this.lastTrouble = this.clock.monotonic();
      throw failure("timeout", "ETIMEDOUT", "maybe sent");
    }
    return { ...answer, headers: { ...answer.headers, date: new Date(this.clock.now()).toUTCString() } };
  }

  #fate(): Fate {
    if (this.isDown) return TROUBLES[Math.floor(this.random() * TROUBLES.length)] ?? "lost";
    const draw = this.random();
    if (draw < 0.02) return "lost";
    if (draw < 0.04) return "server error";
    if (draw < 0.06) return "never sent";
    return draw < 0.3 ? "slow" : "quick";
  }

  #arrive(request: TransportRequest, fate: Fate): TransportResponse {
    const now = this.clock.monotonic();
    while ((this.#arrivals[0] ?? now) <= now - WINDOW_MS) this.#arrivals.shift();
    this.#arrivals.push(now);
    this.mostInWindow = Math.max(this.mostInWindow, this.#arrivals.length);
    return this.answerTokenRequest(request, fate);
  }

  /** The request has arrived; what becomes of the answer is decided elsewhere. */
  protected answerTokenRequest(_request: TransportRequest, fate: Fate): TransportResponse {
    if (this.#arrivals.length > MOST_IN_WINDOW) {
      this.counts.throttled++;
      return reply(400, { error: "Access Denied", status: "failure" });
    }
    return fate === "server error" ? html(503) : this.#issue();
  }

  #issue(): TransportResponse {
    const token = accessToken(++this.counts.issued);
    this.#endsAt.set(token, this.clock.monotonic() + this.lifeMs);
    this.#live = [...this.#live, token].slice(-MOST_LIVE);
    return reply(200, { access_token: token, expires_in: this.lifeMs / 1000, token_type: "Bearer" });
  }

  /** A call of the API, which is answered at once. */
  protected answerCall(request: TransportRequest): TransportResponse {
    const token = request.headers?.["authorization"]?.replace("Zoho-oauthtoken ", "") ?? "";
    const hasTime = (this.#endsAt.get(token) ?? 0) > this.clock.monotonic();
    if (hasTime && this.#live.includes(token)) {
      this.counts.served++;
      return reply(200, { data: [{ id: "1" }] }, { date: new Date(this.clock.now()).toUTCString() });
    }
    this.counts[hasTime ? "evictedUsed" : "ranOutUsed"]++;
    return invalidToken();
  }
}
