import type { DataCenterCode } from "../../../zoho/data-centers";
import type { World } from "../../world";
import { type AuthorizeAsk, checkAskingClient, checkScopes, optional } from "../authorize-ask";
import type { AuthorizeProblem } from "../authorize-problems";
import { enhancedGrant } from "./add-scopes";

/**
 * The checks of `GET /oauth/v2/token/addextrascope`, in the order of the authorize address: what its own failures look
 * like is not published.
 */
export function checkMoreScopesAsk(
  world: World,
  dataCenter: DataCenterCode,
  query: URLSearchParams,
): AuthorizeAsk | AuthorizeProblem {
  const responseType = query.get("response_type") ?? "";
  if ((query.get("client_id") ?? "") === "" || responseType === "") return "Invalid response type";
  if (responseType !== "update_scopes") return "An error occurred";
  const client = checkAskingClient(world, dataCenter, query);
  if (typeof client === "string") return client;
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!client.redirectUris.includes(redirectUri)) return "Invalid Redirect Uri";
  const scopes = checkScopes(query);
  if (typeof scopes === "string") return scopes;
  const enhanceToken = query.get("enhance_token") ?? "";
  const grant = enhancedGrant(world, enhanceToken);
  if (grant?.consent.clientId !== client.clientId || grant.consent.dataCenter !== dataCenter) {
    return "An error occurred";
  }
  return {
    clientId: client.clientId,
    scopes,
    access: "offline",
    prompt: "consent",
    ending: {
      kind: "more scopes",
      redirectUri,
      enhanceToken,
      refreshToken: grant.token,
      ...optional("state", query),
    },
  };
}
