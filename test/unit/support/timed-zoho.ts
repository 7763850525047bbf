import type { TransportRequest, TransportResponse } from "../../../src/transport/transport";
import { LIMITS } from "../../../src/zoho/limits";
import type { HeldClock } from "./held-clock";
import { invalidToken } from "./library";
import { failure, reply, ScriptedTransport } from "./scripted-transport";
import { accessToken } from "./secrets";

/** Zoho with a clock of its own: tokens end by it, answers tell it, and a machine far from it gets no connection. */
export class TimedZoho {
  readonly #endsAt = new Map<string, number>();
  #issued = 0;
  /** What time it really is, milliseconds since 1970. */
  truth = Date.parse("2026-03-01T12:00:00Z");

  /** The network of one start of the machine. */
  network(clock: HeldClock): ScriptedTransport {
    return new ScriptedTransport((request) => this.answer(request, clock));
  }

  /** Lets time pass for Zoho and for the machine. */
  async pass(clock: HeldClock, ms: number): Promise<void> {
    this.truth += ms;
    await clock.pass(ms);
  }

  get issued(): number {
    return this.#issued;
  }

  private answer(request: TransportRequest, clock: HeldClock): TransportResponse {
    const ahead = clock.now() - this.truth;
    if (ahead < -45 * 24 * 3_600_000) throw failure("tls", "CERT_NOT_YET_VALID", "never sent");
    if (ahead > 45 * 24 * 3_600_000) throw failure("tls", "CERT_HAS_EXPIRED", "never sent");
    const headers = { date: new Date(this.truth).toUTCString() };
    if (request.url.pathname === "/oauth/v2/token") {
      const token = accessToken(++this.#issued);
      this.#endsAt.set(token, this.truth + LIMITS.accessTokenMs);
      return reply(200, { access_token: token, expires_in: 3600 }, headers);
    }
    const token = request.headers?.["authorization"]?.replace("Zoho-oauthtoken ", "") ?? "";
    const lives = (this.#endsAt.get(token) ?? 0) > this.truth;
    return lives ? reply(200, { data: [{ id: "1" }] }, headers) : { ...invalidToken(), headers };
  }
}
