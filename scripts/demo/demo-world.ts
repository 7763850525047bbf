import { consentInBrowser } from "./consent-in-browser";
import { EmulatorControl } from "../launch/emulator-control";
import { READY_MADE_SERVER_CLIENT } from "../../src/emulator/ready-made-clients";

/** What a request node answers over HTTP. */
export interface CallAnswer {
  readonly payload?: unknown;
  readonly status?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  /** Output of the error switch, where the call failed. */
  readonly port?: string;
  readonly cause?: Cause;
  readonly input?: unknown;
}

/** `cause` of an error, as far as the rows look at it. */
export interface Cause {
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
  readonly retryAt?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Fields of `msg.zoho`. */
export type Instructions = Readonly<Record<string, unknown>>;

/** The demo's two sides: the flows, which are judged, and the emulator, which is told how to behave. */
export class DemoWorld {
  readonly emulator: EmulatorControl;

  constructor(
    readonly nodeRedUrl: string,
    emulatorUrl: string,
  ) {
    this.emulator = new EmulatorControl(emulatorUrl);
  }

  /** Sends a message into a flow and gives what the flow answers. */
  async flow<T = CallAnswer>(name: string, zoho: Instructions, body?: unknown): Promise<T> {
    const response = await fetch(`${this.nodeRedUrl}/demo/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ zoho, body: body ?? null }),
    });
    const text = await response.text();
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Error(`The flow '${name}' answered ${String(response.status)}: ${text.slice(0, 200)}`);
    }
  }

  call(connection: string, zoho: Instructions, body?: unknown): Promise<CallAnswer> {
    return this.flow("call", { connection, ...zoho }, body);
  }

  /** Opens the address that the flow prompts with, as a browser would, and waits for what the flow makes of it. */
  async consent(
    flow: string,
    connection: string,
    person: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>> {
    await this.emulator.settings(person);
    const prompt = await this.flow<{ url: string }>(flow, { connection });
    await consentInBrowser(prompt.url);
    await this.emulator.settings({ autoConsent: null, autoConsentOrg: null, autoConsentAnswer: "accept" });
    for (let attempt = 0; attempt < 100; attempt++) {
      const outcome = await this.flow<Record<string, unknown> | null>("outcome", {}).catch(() => null);
      if (outcome !== null) return outcome;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("The flow never said how the consent ended.");
  }

  /** How many requests of each kind the emulator saw while `during` ran. */
  async counting<T>(
    during: () => Promise<T>,
  ): Promise<{ value: T; tokenCalls: number; apiCalls: number; refused: number }> {
    await this.emulator.forgetRequests();
    const value = await during();
    const api = await this.emulator.apiCalls();
    return {
      value,
      tokenCalls: await this.emulator.tokenCalls(),
      apiCalls: api.length,
      refused: api.filter(({ status }) => status === 401).length,
    };
  }

  /** A refresh token as an operator would bring it along: from a consent that was given elsewhere. */
  async refreshTokenOf(org: string): Promise<string> {
    const { clientId, clientSecret } = READY_MADE_SERVER_CLIENT;
    const scope = "ZohoCRM.modules.ALL,ZohoCRM.org.READ";
    const code = await this.emulator.grantCode({ clientId, org, scope });
    const response = await fetch(`${this.emulator.url}/accounts.zoho.com/oauth/v2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: clientId,
        client_secret: clientSecret,
        code,
      }),
    });
    const answer = (await response.json()) as { refresh_token?: string };
    if (answer.refresh_token === undefined) throw new Error("The emulator gave no refresh token.");
    return answer.refresh_token;
  }
}
