import type { DataCenterCode } from "../../zoho/data-centers";
import { parseScopes } from "../../zoho/scopes";
import type { World } from "../world";
import { unknownScopes } from "./known-scopes";
import type { GrantCode } from "./token-store";

/** A well-formed request for consent. */
export interface AuthorizeAsk {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly access: "online" | "offline";
  /** Whether the consent page is shown, and a refresh token given, a second time. */
  readonly prompt: "consent" | "none";
  readonly state?: string;
  readonly challenge?: NonNullable<GrantCode["challenge"]>;
}

/** Titles of the error pages of Zoho Accounts. Zoho: web server apps, authorization request. */
export type AuthorizeProblem =
  | "Invalid response type"
  | "An error occurred"
  | "Invalid Client"
  | "Invalid Redirect Uri"
  | "Invalid OAuth Scope";

/** The checks before anybody signs in, in Zoho's presumed order. */
export function checkAuthorizeAsk(
  world: World,
  dataCenter: DataCenterCode,
  query: URLSearchParams,
): AuthorizeAsk | AuthorizeProblem {
  const clientId = query.get("client_id") ?? "";
  const responseType = query.get("response_type") ?? "";
  if (clientId === "" || responseType === "") return "Invalid response type";
  if (responseType !== "code" && responseType !== "token") return "An error occurred";
  const client = world.clients.get(clientId);
  if (client?.secrets[dataCenter] === undefined) return "Invalid Client";
  // The implicit grant belongs to client-based applications, which none of these clients is.
  if (responseType === "token") return "Invalid response type";
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!client.redirectUris.includes(redirectUri)) return "Invalid Redirect Uri";
  const scopes = parseScopes(query.get("scope") ?? "");
  if (scopes.length === 0 || unknownScopes(scopes).length > 0) return "Invalid OAuth Scope";
  const challenge = challengeOf(query);
  if (challenge === "unknown method") return "An error occurred";
  const state = query.get("state");
  return {
    clientId,
    redirectUri,
    scopes,
    access: query.get("access_type") === "offline" ? "offline" : "online",
    // Zoho's old iOS SDK sent `prompt=true`.
    prompt: ["consent", "true"].includes(query.get("prompt") ?? "") ? "consent" : "none",
    ...(state === null ? {} : { state }),
    ...(challenge === undefined ? {} : { challenge }),
  };
}

function challengeOf(query: URLSearchParams): AuthorizeAsk["challenge"] | "unknown method" {
  const value = query.get("code_challenge") ?? "";
  if (value === "") return undefined;
  const method = query.get("code_challenge_method") ?? "plain";
  return method === "S256" || method === "plain" ? { value, method } : "unknown method";
}
