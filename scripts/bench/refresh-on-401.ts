import { Agent, request } from "undici";
import type { EmulatorProcess } from "./emulator-process";

const SCOPE = "ZohoCRM.modules.ALL,ZohoCRM.org.READ,ZohoCRM.users.READ";

/** As many connections as the library under test has. */
const CONNECTIONS = 32;

/**
 * An anchor: how many clients keep a token. Nothing is known of when it ends; a call that is answered 401 asks for
 * another and is sent once more. `shared` is n8n's pattern: who is refused waits for the refresh that is in the air,
 * and takes a token that has been renewed meanwhile. `per call`: an interceptor as in many blog posts.
 */
export class RefreshOn401 {
  private readonly agent = new Agent({ connections: CONNECTIONS });
  private refreshing: Promise<string> | undefined;

  private constructor(
    private readonly emulator: EmulatorProcess,
    private readonly sharing: "shared" | "per call",
    private readonly refreshToken: string,
    private token: string,
  ) {}

  /** A new grant of Acme's Production. */
  static async connect(emulator: EmulatorProcess, sharing: "shared" | "per call"): Promise<RefreshOn401> {
    const code = await emulator.control.grantCode({ scope: SCOPE, person: "Robin Vale", org: "Acme" });
    const { clientId, clientSecret } = emulator.ready.clients.self;
    const answer = await fetch(`${emulator.ready.url}/accounts.zoho.com/oauth/v2/token`, {
      method: "POST",
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: "authorization_code",
        code,
      }),
    });
    const tokens = (await answer.json()) as Readonly<Record<string, string>>;
    const { access_token: access = "", refresh_token: refresh = "" } = tokens;
    return new RefreshOn401(emulator, sharing, refresh, access);
  }

  /** Asks for the org. @returns the status in the end */
  async org(): Promise<number> {
    const sent = this.token;
    const status = await this.ask(sent);
    return status === 401 ? this.ask(await this.renewed(sent)) : status;
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  private async renewed(refused: string): Promise<string> {
    if (this.sharing === "per call") return (this.token = await this.refresh());
    if (this.token !== refused) return this.token;
    this.refreshing ??= this.refresh().finally(() => (this.refreshing = undefined));
    return (this.token = await this.refreshing);
  }

  private async ask(token: string): Promise<number> {
    const { statusCode, body } = await request(`${this.emulator.ready.url}/www.zohoapis.com/crm/v8/org`, {
      dispatcher: this.agent,
      headers: { authorization: `Zoho-oauthtoken ${token}` },
    });
    await body.dump();
    return statusCode;
  }

  private async refresh(): Promise<string> {
    const { clientId, clientSecret } = this.emulator.ready.clients.self;
    const { body } = await request(`${this.emulator.ready.url}/accounts.zoho.com/oauth/v2/token`, {
      dispatcher: this.agent,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: "refresh_token",
        refresh_token: this.refreshToken,
      }).toString(),
    });
    const answer = (await body.json()) as Readonly<Record<string, string>>;
    const { access_token: token } = answer;
    if (token === undefined) throw new Error(`no token: ${answer["error"] ?? "unknown"}`);
    return token;
  }
}
