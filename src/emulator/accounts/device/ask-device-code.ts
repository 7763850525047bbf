import { DATA_CENTERS } from "../../../zoho/data-centers";
import { parseScopes } from "../../../zoho/scopes";
import { formParameters } from "../../http/form-parameters";
import { json, text } from "../../http/reply";
import { clientType } from "../../people/client-types";
import { clientIn } from "../../people/clients";
import { accountsServer } from "../accounts-server";
import { offlineAndPrompt } from "../authorize-ask";
import type { Endpoint } from "../endpoint";
import { unknownScopes } from "../known-scopes";
import { issueDeviceCode } from "./device-code";
import { deviceError } from "./device-error";

/** `POST /oauth/v3/device/code`: a device asks for a code to show. Zoho: initiation request. */
export const askDeviceCode: Endpoint = (world, dataCenter, request) => {
  const parameters = formParameters(request);
  const grantType = parameters.get("grant_type") ?? "";
  if (grantType === "") return text(400, "400 Bad Request");
  request.facts.grant_type = grantType.slice(0, 60);
  const client = clientIn(world.clients, parameters.get("client_id") ?? "", dataCenter);
  const isDevice = client !== undefined && clientType(client.type).grants.includes("device");
  if (!isDevice || grantType !== "device_request") return deviceError(world, request, "invalid_client");
  request.facts.clientId = client.clientId;
  const scopes = parseScopes(parameters.get("scope") ?? "");
  if (scopes.length === 0 || unknownScopes(scopes).length > 0) {
    return deviceError(world, request, "invalid_scope");
  }
  const device = issueDeviceCode(world, {
    clientId: client.clientId,
    dataCenter,
    scopes,
    ...offlineAndPrompt((name) => parameters.get(name)),
  });
  const url = `${accountsServer(world, DATA_CENTERS[dataCenter].accountsHost)}/oauth/v3/device`;
  const { deviceUnits, deviceInterval, deviceCodeTtl } = world.settings;
  const unit = deviceUnits === "ms" ? 1000 : 1;
  return json(200, {
    user_code: device.userCode,
    device_code: device.code,
    verification_url: url,
    // Third parties have seen it beside Zoho's own name for the address.
    verification_uri_complete: `${url}?user_code=${device.userCode}`,
    interval: deviceInterval * unit,
    expires_in: deviceCodeTtl * unit,
  });
};
