import {
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "../../../src/transport/transport";
import type { HeldClock } from "./held-clock";
import type { Turn } from "./interleaved-vault";
import { failure, form, reply } from "./scripted-transport";
import { accessToken } from "./secrets";
import { refreshTokenOf } from "./consent";

const HOUR_MS = 3_600_000;
const WINDOW_MS = 600_000;

/** Zoho: access tokens that live at once of one refresh token, and tokens in ten minutes. */
const MOST_LIVE = 10;
const MOST_IN_WINDOW = 10;

/** What may become of the next token request. */
export type TokenFault = "lost before" | "lost after" | "server error" | "not Zoho";

interface Grant {
  readonly number: number;
  isAlive: boolean;
  /** Access tokens that live, oldest first, and when each ends. */
  live: { readonly token: string; readonly endsAt: number }[];
  issues: number[];
  inFlight: number;
}

/**
 * Zoho as a judge: it keeps the rules of grants, access tokens and limits, takes its time at every step, and writes
 * down whatever a good client would never do.
 */
export class WatchfulZoho {
  /** What no client should have done. */
  readonly offences: string[] = [];
  /** How often each call was carried out, by its number. */
  readonly carriedOut = new Map<string, number>();
  readonly #sent = new Map<string, number>();
  readonly #grants = new Map<string, Grant>();
  readonly #owners = new Map<string, Grant>();
  readonly #faults: TokenFault[] = [];
  #tokens = 0;
  /** Generations by the number of their grant, as far as anybody was told of them. */
  readonly #generations = new Map<number, number>();
  /** The newest generation that each process was told of. */
  readonly #current = new Map<string, number>();

  constructor(
    private readonly clock: HeldClock,
    private readonly turn: Turn,
  ) {}

  /** The way to it for one of several processes. */
  transportOf(process: string): Transport {
    return async (request) => {
      if (isAborted(request)) throw failure("aborted", "ABORT_ERR", "never sent");
      const answer = request.url.pathname.startsWith("/oauth/")
        ? await this.#accounts(request)
        : await this.#api(request, process);
      if (isAborted(request)) throw failure("aborted", "ABORT_ERR", "maybe sent");
      return answer;
    };
  }

  /** A process was told that this grant is the current one: from now on it may send no token of a former one. */
  report(process: string, grantNumber: number, generation: number): void {
    this.#generations.set(grantNumber, generation);
    this.#current.set(process, Math.max(generation, this.#current.get(process) ?? 0));
  }

  evictAccessTokens(): void {
    for (const grant of this.#grants.values()) grant.live = [];
  }

  revokeAll(): void {
    for (const grant of this.#grants.values()) this.#end(grant);
  }

  /** Lets the next refresh that arrives fail. */
  failNext(fault: TokenFault): void {
    this.#faults.push(fault);
  }

  async #accounts(request: TransportRequest): Promise<TransportResponse> {
    const fields = form(request);
    if (request.url.pathname.endsWith("/revoke")) {
      await this.turn("revoke");
      const grant = this.#grants.get(fields.get("token") ?? "");
      if (grant !== undefined) this.#end(grant);
      await this.turn("revoke is told");
      return reply(200, { status: "success" });
    }
    if (fields.get("grant_type") === "authorization_code") {
      await this.turn("exchange");
      const answer = this.#newGrant(Number(fields.get("code")));
      await this.turn("exchange is told");
      return answer;
    }
    return this.#refresh(fields.get("refresh_token") ?? "");
  }

  async #refresh(refreshToken: string): Promise<TransportResponse> {
    const grant = this.#grants.get(refreshToken);
    if (grant === undefined) {
      this.offences.push("a refresh token was sent that was never issued");
      return reply(200, { error: "invalid_code" });
    }
    grant.inFlight++;
    if (grant.inFlight > 1) this.offences.push(`two token calls of grant ${grant.number} were in flight`);
    try {
      await this.turn(`refresh of ${grant.number}`);
      const fault = this.#faults.shift();
      if (fault === "lost before") throw failure("network", "ECONNRESET", "maybe sent");
      if (fault === "server error") return reply(503, "<html>busy</html>");
      if (fault === "not Zoho") return reply(200, "<html>sign in to this WiFi</html>");
      const answer = this.#issue(grant);
      await this.turn(`refresh of ${grant.number} is told`);
      if (fault === "lost after") throw failure("network", "ECONNRESET", "maybe sent");
      return answer;
    } finally {
      grant.inFlight--;
    }
  }

  #newGrant(number: number): TransportResponse {
    const refreshToken = refreshTokenOf(number);
    const grant: Grant = { number, isAlive: true, live: [], issues: [], inFlight: 0 };
    this.#grants.set(refreshToken, grant);
    return reply(200, { ...this.#newToken(grant), refresh_token: refreshToken });
  }

  #issue(grant: Grant): TransportResponse {
    if (!grant.isAlive) return reply(200, { error: "invalid_code" });
    const now = this.clock.now();
    grant.issues = [...grant.issues.filter((at) => at > now - WINDOW_MS), now];
    if (grant.issues.length > MOST_IN_WINDOW) {
      this.offences.push(`Zoho throttled grant ${grant.number}`);
      return reply(400, { error: "Access Denied", status: "failure" });
    }
    return reply(200, this.#newToken(grant));
  }

  #newToken(grant: Grant): Readonly<Record<string, unknown>> {
    const token = accessToken(++this.#tokens);
    this.#owners.set(token, grant);
    grant.live = [...grant.live, { token, endsAt: this.clock.now() + HOUR_MS }].slice(-MOST_LIVE);
    return {
      access_token: token,
      expires_in: 3600,
      token_type: "Bearer",
      api_domain: "https://www.zohoapis.eu",
    };
  }

  #end(grant: Grant): void {
    grant.isAlive = false;
    grant.live = [];
  }

  async #api(request: TransportRequest, process: string): Promise<TransportResponse> {
    const { pathname } = request.url;
    const token = request.headers?.["authorization"]?.replace("Zoho-oauthtoken ", "") ?? "";
    const call = request.headers?.["x-call"];
    this.#watch(process, token, call);
    await this.turn(`call ${call ?? pathname}`);
    const grant = this.#owners.get(token);
    const isLive = grant?.live.some((one) => one.token === token && one.endsAt > this.clock.now()) === true;
    const answer = isLive ? this.#carryOut(pathname, call) : invalidToken();
    await this.turn(`call ${call ?? pathname} is told`);
    return answer;
  }

  #watch(process: string, token: string, call: string | undefined): void {
    // A proof of a new grant sends its own token before anything is reported.
    if (call === undefined) return;
    const sent = (this.#sent.get(call) ?? 0) + 1;
    this.#sent.set(call, sent);
    if (sent > 2) this.offences.push(`call ${call} was sent ${sent} times`);
    const generation = this.#generations.get(this.#owners.get(token)?.number ?? 0) ?? Infinity;
    const current = this.#current.get(process) ?? 0;
    if (generation < current)
      this.offences.push(`call ${call} was sent with a token of generation ${generation} after ${current}`);
  }

  #carryOut(pathname: string, call: string | undefined): TransportResponse {
    if (pathname.endsWith("/org"))
      return reply(200, { org: [{ zgid: "700001", company_name: "Acme", type: "Production" }] });
    if (pathname.endsWith("/users")) return reply(200, { users: [{ id: "900001", full_name: "Ada" }] });
    if (call !== undefined) this.carriedOut.set(call, (this.carriedOut.get(call) ?? 0) + 1);
    return reply(200, { data: [{ call }] });
  }
}

function isAborted({ signal }: TransportRequest): boolean {
  return signal?.aborted === true;
}

function invalidToken(): TransportResponse {
  return reply(401, { code: "INVALID_TOKEN", status: "error", message: "invalid oauth token", details: {} });
}
