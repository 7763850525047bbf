import { basis } from "../../basis/basis";
import { formParameters } from "../../http/form-parameters";
import { type Reply, text } from "../../http/reply";
import { checkClient } from "../check-client";
import type { Endpoint } from "../endpoint";
import { giveTokens } from "../give-tokens";
import type { Grant, TokenCall } from "../grants/grant";
import { consentByItself } from "./consent-by-itself";
import { moveDevice } from "./device-code";
import { deviceError } from "./device-error";

/** `POST /oauth/v3/device/token`: the device asks whether its person has answered. Zoho: polling request. */
export const pollDevice: Endpoint = (world, dataCenter, request) => {
  const call = { world, dataCenter, request, parameters: formParameters(request) };
  const grantType = call.parameters.get("grant_type") ?? "";
  if (grantType === "") return text(400, "400 Bad Request");
  request.facts.grant_type = grantType.slice(0, 60);
  const client = grantType === "device_token" ? checkClient(call, "device") : "invalid_client";
  if (typeof client === "string") return deviceError(world, request, client);
  return poll({ ...call, client }, call.parameters.get("code") ?? "");
};

/** The same at the token endpoint, in the words of RFC 8628: the discovery document names this grant type. */
export const deviceGrant: Grant = {
  grant: "device",
  what: "a device code becomes tokens, as at /oauth/v3/device/token",
  basis: basis("oauth 1.4", "seen", "inferred"),
  answer: (call) => poll(call, call.parameters.get("device_code") ?? call.parameters.get("code") ?? ""),
};

function poll(call: TokenCall, code: string): Reply {
  const { world, dataCenter, client, request } = call;
  const now = world.clock.now();
  const found = world.tokens.devices.get(code);
  const isHere = dataCenter === found?.dataCenter || dataCenter === found?.userLocation;
  if (found === undefined || found.clientId !== client.clientId || !isHere) {
    return deviceError(world, request, "invalid_code");
  }
  if (found.expiresAt <= now) return deviceError(world, request, "expired");
  const device = consentByItself(world, request, found);
  const { userLocation = device.dataCenter, outcome } = device;
  if (userLocation !== dataCenter) {
    return deviceError(world, request, "other_dc", { user_location: userLocation });
  }
  if (outcome.kind === "refused") return deviceError(world, request, "access_denied");
  if (outcome.kind === "granted") {
    return giveTokens(world, request, outcome, () => {
      world.tokens.devices.delete(device.code);
    });
  }
  const last = device.polledAt[dataCenter];
  moveDevice(world, device, { polledAt: { ...device.polledAt, [dataCenter]: now } });
  const isTooSoon = last !== undefined && now - last < world.settings.deviceInterval * 1000;
  return deviceError(world, request, isTooSoon ? "slow_down" : "authorization_pending");
}
