import type { TransportRequest, TransportResponse } from "../../../src/transport/transport";
import type { HeldClock } from "./held-clock";
import { invalidToken } from "./library";
import { form, reply, ScriptedTransport } from "./scripted-transport";
import { accessToken, CANARY } from "./secrets";

/** How long it takes to answer who asks for a token, milliseconds. */
export const TOKEN_MS = 10_000;

/** Zoho on a bad day: a renewed token takes ten seconds; codes, calls and revocations are answered at once. */
export class SlowZoho {
  /** The secret that it takes. */
  clientSecret: string = CANARY.clientSecret;
  /** Refresh tokens that live. */
  readonly grants = new Set<string>([CANARY.refreshToken]);
  /** By access token: the grant that it lives with. */
  readonly #accessTokens = new Map<string, string>();
  #issued = 0;
  readonly transport: ScriptedTransport;

  /** @param decides whether what happens during the ten seconds still counts for the answer */
  constructor(
    private readonly clock: HeldClock,
    private readonly decides: "first" | "last",
  ) {
    this.transport = new ScriptedTransport((request) => this.#answer(request));
  }

  revoke(refreshToken: string): void {
    this.grants.delete(refreshToken);
  }

  /** Renewals that were asked for, by their refresh token. */
  get renewals(): readonly string[] {
    return this.transport.requests.flatMap((request) => {
      const asked = form(request).get("refresh_token");
      return asked === null ? [] : [asked];
    });
  }

  async #answer(request: TransportRequest): Promise<TransportResponse> {
    switch (request.url.pathname) {
      case "/oauth/v2/token":
        return form(request).get("grant_type") === "refresh_token" ? this.#renew(request) : this.#consent();
      case "/oauth/v2/token/revoke":
        this.revoke(form(request).get("token") ?? "");
        return reply(200, { status: "success" });
      default:
        return this.#call(request);
    }
  }

  async #renew(request: TransportRequest): Promise<TransportResponse> {
    const first = this.decides === "first" ? this.#renewed(request) : undefined;
    await this.clock.sleep(TOKEN_MS);
    return first ?? this.#renewed(request);
  }

  #renewed(request: TransportRequest): TransportResponse {
    const asked = form(request);
    if (asked.get("client_secret") !== this.clientSecret)
      return reply(200, { error: "invalid_client_secret" });
    const grant = asked.get("refresh_token") ?? "";
    return this.grants.has(grant) ? this.#issue(grant) : reply(200, { error: "invalid_code" });
  }

  #consent(): TransportResponse {
    const grant = `1000.${"9".repeat(32)}.${String(this.#issued).padStart(32, "0")}`;
    this.grants.add(grant);
    return this.#issue(grant, { refresh_token: grant });
  }

  #issue(grant: string, extra: Readonly<Record<string, unknown>> = {}): TransportResponse {
    const token = accessToken(++this.#issued);
    this.#accessTokens.set(token, grant);
    return reply(200, { access_token: token, expires_in: 3600, token_type: "Bearer", ...extra });
  }

  #call(request: TransportRequest): TransportResponse {
    const token = request.headers?.["authorization"]?.replace("Zoho-oauthtoken ", "") ?? "";
    if (!this.grants.has(this.#accessTokens.get(token) ?? "")) return invalidToken();
    return request.url.pathname.endsWith("/org")
      ? reply(200, { org: [{ zgid: "700001", company_name: "Acme" }] })
      : reply(200, { users: [] });
  }
}
