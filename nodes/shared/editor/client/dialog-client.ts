import { isDataCenterCode } from "../../../../src/zoho/data-centers";
import type { DialogClient } from "../../../zoho-client/admin-api";
import { CLIENT_DEFAULTS, CLIENT_TYPES } from "../../../zoho-client/config";
import { textIn } from "../own-value";
import { readDeclaredConnections } from "./declared-connections";
import { effectiveRedirectUri } from "./redirect-uri";
import { readScopes } from "./scope-list";

/**
 * The client as it stands in the dialog, so that Connect works before the first Deploy.
 *
 * @param id of the config node, by which the runtime finds a password that was not typed anew
 */
export function dialogClient(id: string): DialogClient {
  const clientType = textIn("#node-config-input-clientType");
  const dataCenter = textIn("#node-config-input-dataCenter");
  return {
    id,
    name: textIn("#node-config-input-name"),
    clientType: CLIENT_TYPES.find((type) => type === clientType) ?? CLIENT_DEFAULTS.clientType,
    dataCenter: isDataCenterCode(dataCenter) ? dataCenter : CLIENT_DEFAULTS.dataCenter,
    scopes: readScopes(),
    redirectUri: effectiveRedirectUri(),
    callbackOn: textIn("#node-config-input-callbackOn") === "node" ? "node" : "admin",
    realm: textIn("#node-config-input-realm") === "emulator" ? "emulator" : "zoho",
    connections: readDeclaredConnections(),
    credentials: {
      clientId: textIn("#node-config-input-clientId"),
      clientSecret: textIn("#node-config-input-clientSecret"),
    },
  };
}
