import { type EmulatorInProcess, emulatorInProcess } from "../../../scripts/bench/emulator-in-process";
import { connectWithCode } from "../../../src/connect/grant-code";
import { READY_MADE_SELF_CLIENT } from "../../../src/emulator/ready-made-clients";
import type { TransportRequest, TransportResponse } from "../../../src/transport/transport";
import type { Vault } from "../../../src/vault/vault";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import type { HeldClock } from "./held-clock";
import { type Fate, LimitingZoho } from "./limiting-zoho";
import { html } from "./scripted-transport";

/** The same network, with the emulator at its other end: what is counted and refused, its settings say. */
export class EmulatedLimits extends LimitingZoho {
  readonly #emulator: EmulatorInProcess;
  /** When each token ends that was given, monotonic. */
  readonly #ends = new Map<string, number>();

  constructor(clock: HeldClock, random: () => number) {
    super(clock, random);
    // Only the limits of tokens are to be met.
    this.#emulator = emulatorInProcess(clock.now(), { crmCreditsPerDay: 1_000_000_000 });
  }

  override async connect(vault: Vault): Promise<void> {
    const scopes = ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"];
    const order = { scope: scopes.join(","), person: "Robin Vale", org: "Acme" };
    const { code } = this.#emulator.control("self-client-code", order);
    const { clientId, clientSecret } = READY_MADE_SELF_CLIENT;
    const consent = {
      realm: "zoho",
      name: "acme",
      clientId,
      clientSecret,
      dataCenter: "us",
      scopes,
    } as const;
    const zoho = new ZohoRuntime({
      vault,
      clock: this.clock,
      transport: () => (request) => Promise.resolve(this.#emulator.answer(request)),
    });
    await connectWithCode(zoho, consent, { code: String(code) });
    const { id } = (await zoho.connections.find("zoho", "acme")) ?? {};
    if (id === undefined) throw new Error("nothing was connected");
    // The day begins with a token of its own: the one of the consent is none that was counted here.
    await vault.update("access", id, () => undefined);
  }

  protected override answerTokenRequest(request: TransportRequest, fate: Fate): TransportResponse {
    // The gateway says so: nothing has come to Zoho Accounts.
    if (fate === "server error") return html(503);
    const { world } = this.#emulator;
    world.settings = { ...world.settings, accessTtl: this.lifeMs / 1_000 };
    const answer = this.#answer(request);
    const { access_token: token } = JSON.parse(answer.body.toString()) as { readonly access_token?: string };
    if (token === undefined) this.counts.throttled++;
    else {
      this.counts.issued++;
      this.#ends.set(token, this.clock.monotonic() + this.lifeMs);
    }
    return answer;
  }

  protected override answerCall(request: TransportRequest): TransportResponse {
    const answer = this.#answer(request);
    const token = request.headers?.["authorization"]?.replace("Zoho-oauthtoken ", "") ?? "";
    const hasTime = (this.#ends.get(token) ?? 0) > this.clock.monotonic();
    if (answer.status === 401) this.counts[hasTime ? "evictedUsed" : "ranOutUsed"]++;
    else this.counts.served++;
    return answer;
  }

  #answer(request: TransportRequest): TransportResponse {
    this.#emulator.world.clock.set(this.clock.now());
    return this.#emulator.answer(request);
  }
}
