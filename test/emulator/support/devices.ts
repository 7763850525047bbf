import type { RunningEmulator } from "../../../src/emulator/index";
import type { DataCenterCode } from "../../../src/zoho/data-centers";
import { CRM_SCOPES, post } from "./consenting";
import type { Answer } from "./running";

/** What a device is told when it asks for a code. */
export interface AskedCode {
  readonly user_code: string;
  readonly device_code: string;
  readonly verification_url: string;
  readonly verification_uri_complete: string;
  readonly interval: number;
  readonly expires_in: number;
}

/** A device asks for a code, as the ready-made non-browser client unless told otherwise. */
export function askCode(
  zoho: RunningEmulator,
  changes: Readonly<Record<string, string>> = {},
  dataCenter: DataCenterCode = "us",
): Promise<Answer> {
  return post(
    zoho,
    "oauth/v3/device/code",
    {
      client_id: zoho.ready.clients.device.clientId,
      grant_type: "device_request",
      scope: CRM_SCOPES,
      access_type: "offline",
      prompt: "consent",
      ...changes,
    },
    dataCenter,
  );
}

/** The same where it succeeds. */
export async function askedCode(
  zoho: RunningEmulator,
  changes: Readonly<Record<string, string>> = {},
): Promise<AskedCode> {
  return (await askCode(zoho, changes)).body as unknown as AskedCode;
}

/** The device polls. */
export function poll(
  zoho: RunningEmulator,
  deviceCode: string,
  dataCenter: DataCenterCode = "us",
  changes: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { clientId, clientSecret } = zoho.ready.clients.device;
  return post(
    zoho,
    "oauth/v3/device/token",
    {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: "device_token",
      code: deviceCode,
      ...changes,
    },
    dataCenter,
  );
}
