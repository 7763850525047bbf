import type { StartedConsent } from "../../../src/connect/consent-start";
import type { ConsentRequest } from "../../../src/connect/consent-start";
import type { ConsentOutcome } from "../../../src/connect/consent-outcomes";
import { parseCallback } from "../../../src/oauth/callback";
import type { TransportRequest, TransportResponse } from "../../../src/transport/transport";
import { DATA_CENTERS, type DataCenterCode } from "../../../src/zoho/data-centers";
import type { ZohoRuntime } from "../../../src/zoho-runtime";
import { invalidToken } from "./library";
import { form, reply, ScriptedTransport } from "./scripted-transport";
import { accessToken, CANARY } from "./secrets";

export const ASKED: ConsentRequest = {
  realm: "zoho",
  connectionName: "acme",
  clientId: "1000.CLIENT",
  clientSecret: CANARY.clientSecret,
  dataCenter: "eu",
  allowedDataCenters: ["eu", "us"],
  scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"],
  redirectUri: "https://gateway.example/zoho/callback",
  startedBy: "node1",
  boundTo: "link",
  timeoutMs: 600_000,
};

/** The `state` that stands in the link to Zoho's consent page. */
export function stateOf(started: { readonly url: StartedConsent["url"] }): string {
  return started.url.searchParams.get("state") ?? "";
}

/** Ends a consent with what Zoho puts into the redirect. */
export function comeBack(
  zoho: ZohoRuntime,
  query: Readonly<Record<string, unknown>>,
  cookie?: string,
): Promise<ConsentOutcome> {
  return zoho.consents.finish({ parameters: parseCallback(query), cookieOf: () => cookie });
}

/** A redirect of Zoho's after Accept. */
export function accepted(state: string, place: DataCenterCode = "eu"): Record<string, string> {
  const server = `https://${DATA_CENTERS[place].accountsHost}`;
  return { state, code: CANARY.grantCode, location: place, "accounts-server": server };
}

/** Zoho with one org per host: gives grants, takes their tokens where they belong, says who it is. */
export class ConsentingZoho {
  #grants = 0;
  /** The only host that takes the tokens of the next grants. */
  host = "www.zohoapis.eu";
  org: Readonly<Record<string, unknown>> = { zgid: "700001", company_name: "Acme", type: "Production" };
  user: Readonly<Record<string, unknown>> = { id: "900001", full_name: "Ada Lovelace" };
  answerExtra: Readonly<Record<string, unknown>> = {};
  readonly transport = new ScriptedTransport((request) => this.answer(request));

  answer(request: TransportRequest): TransportResponse {
    const { pathname, host } = request.url;
    if (pathname === "/oauth/v2/token") return this.grant(request);
    if (pathname === "/oauth/v2/token/revoke") return reply(200, { status: "success" });
    if (host !== this.host) return invalidToken();
    if (pathname.endsWith("/org")) return reply(200, { org: [this.org] });
    if (pathname.endsWith("/users")) return reply(200, { users: [this.user] });
    return reply(200, { data: [] });
  }

  private grant(request: TransportRequest): TransportResponse {
    const number = ++this.#grants;
    const isCode = form(request).get("grant_type") === "authorization_code";
    return reply(200, {
      access_token: accessToken(number),
      ...(isCode && { refresh_token: refreshTokenOf(number) }),
      expires_in: 3600,
      api_domain: `https://${this.host}`,
      ...this.answerExtra,
    });
  }
}

/** The refresh token of the grant with this number. */
export function refreshTokenOf(number: number): string {
  return `1000.${number.toString(16).padStart(32, "0")}.${"b2".repeat(16)}`;
}
