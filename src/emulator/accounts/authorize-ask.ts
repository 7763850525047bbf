import type { DataCenterCode } from "../../zoho/data-centers";
import { parseScopes } from "../../zoho/scopes";
import { clientType } from "../people/client-types";
import { clientIn, type RegisteredClient } from "../people/clients";
import type { World } from "../world";
import type { AuthorizeProblem } from "./authorize-problems";
import type { Ending } from "./ending";
import { unknownScopes } from "./known-scopes";
import { challengeOf } from "./pkce";

/** A well-formed request for consent. */
export interface AuthorizeAsk {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly access: "online" | "offline";
  /** Whether the consent page is shown, and a refresh token given, a second time. */
  readonly prompt: "consent" | "none";
  /** An administrator is to consent for an org, perhaps for this one. */
  readonly instance?: { readonly orgId?: string };
  readonly ending: Ending;
}

/** The checks before anybody signs in, in Zoho's presumed order. */
export function checkAuthorizeAsk(
  world: World,
  dataCenter: DataCenterCode,
  query: URLSearchParams,
): AuthorizeAsk | AuthorizeProblem {
  const responseType = query.get("response_type") ?? "";
  if ((query.get("client_id") ?? "") === "" || responseType === "") return "Invalid response type";
  if (responseType !== "code" && responseType !== "token") return "An error occurred";
  const client = checkAskingClient(world, dataCenter, query);
  if (typeof client === "string") return client;
  const { responseTypes, pkce } = clientType(client.type);
  if (responseTypes.length === 0) return "Invalid Client";
  if (!responseTypes.includes(responseType)) return "Invalid response type";
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!client.redirectUris.includes(redirectUri)) return "Invalid Redirect Uri";
  const scopes = checkScopes(query);
  if (typeof scopes === "string") return scopes;
  const challenge = challengeOf(query);
  if (challenge === "malformed" || (challenge === undefined && pkce === "required"))
    return "An error occurred";
  const responseMode = responseModeOf(query, responseType);
  if (responseMode === undefined) return "An error occurred";
  return {
    clientId: client.clientId,
    scopes,
    ...offlineAndPrompt((name) => query.get(name)),
    ending: {
      kind: "callback",
      redirectUri,
      responseType,
      responseMode,
      ...optional("state", query),
      ...optional("nonce", query),
      ...(challenge === undefined ? {} : { challenge }),
    },
  };
}

/** The client of a request in the browser, unless it is unknown here or blocked. */
export function checkAskingClient(
  world: World,
  dataCenter: DataCenterCode,
  query: URLSearchParams,
): RegisteredClient | AuthorizeProblem {
  const client = clientIn(world.clients, query.get("client_id") ?? "", dataCenter);
  if (client === undefined) return "Invalid Client";
  return client.blocked ? "oauth_app_blocked" : client;
}

/** The scopes of a request in the browser. */
export function checkScopes(query: URLSearchParams): readonly string[] | "Invalid OAuth Scope" {
  const scopes = parseScopes(query.get("scope") ?? "");
  return scopes.length === 0 || unknownScopes(scopes).length > 0 ? "Invalid OAuth Scope" : scopes;
}

/** How long access is asked for, and whether the person is to be asked again. */
export function offlineAndPrompt(
  parameter: (name: string) => string | null | undefined,
): Pick<AuthorizeAsk, "access" | "prompt"> {
  return {
    access: parameter("access_type") === "offline" ? "offline" : "online",
    // Zoho's old iOS SDK sent `prompt=true`.
    prompt: ["consent", "true"].includes(parameter("prompt") ?? "") ? "consent" : "none",
  };
}

/** A parameter that comes back as it was sent, where it was. */
export function optional<K extends string>(name: K, query: URLSearchParams): Partial<Record<K, string>> {
  const value = query.get(name);
  return value === null ? {} : ({ [name]: value } as Record<K, string>);
}

/** Tokens never go into a query, where servers and proxies log them. */
function responseModeOf(
  query: URLSearchParams,
  responseType: "code" | "token",
): "query" | "fragment" | undefined {
  const mode = query.get("response_mode") ?? (responseType === "code" ? "query" : "fragment");
  return mode === "fragment" || (mode === "query" && responseType === "code") ? mode : undefined;
}
