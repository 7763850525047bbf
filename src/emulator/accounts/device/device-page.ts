import { DATA_CENTERS } from "../../../zoho/data-centers";
import { formParameters } from "../../http/form-parameters";
import { linkTo } from "../../hosts/link-to";
import { html, redirect } from "../../http/reply";
import { deviceCodePage } from "../../pages/device-code";
import { beginSession, crossesChina } from "../authorize-session";
import type { Endpoint } from "../endpoint";
import { askOfDevice } from "./consent-by-itself";
import { deviceOfUserCode } from "./device-code";

const PATH = "/oauth/v3/device";

/** `GET /oauth/v3/device`: a form for the code; `verification_uri_complete` fills it in. */
export const showDevicePage: Endpoint = (_world, dataCenter, request) => {
  const action = linkTo(request, DATA_CENTERS[dataCenter].accountsHost, PATH);
  return html(200, deviceCodePage({ action, userCode: request.query.get("user_code") ?? "" }));
};

/** `POST /oauth/v3/device`: the code was typed; sign-in, org and consent follow, as for an app. */
export const takeUserCode: Endpoint = (world, dataCenter, request) => {
  const host = DATA_CENTERS[dataCenter].accountsHost;
  const userCode = formParameters(request).get("user_code") ?? "";
  const device = deviceOfUserCode(world, userCode);
  // China is operated apart: its devices are connected on its own page only.
  if (device === undefined || crossesChina(device.dataCenter, dataCenter)) {
    const problem = "No device waits for this code. Compare it with your device, or start again there.";
    return html(400, deviceCodePage({ action: linkTo(request, host, PATH), userCode, problem }));
  }
  request.facts.clientId = device.clientId;
  const session = beginSession(world, askOfDevice(device), dataCenter);
  return redirect(303, linkTo(request, host, `/oauth/v2/auth/session?id=${session.id}`));
};
