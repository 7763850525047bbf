import type { DeviceStarted } from "../../../zoho-client/admin-api";
import { askForDeviceCode } from "../admin-routes";
import { type ConnectAttempt, requestOf } from "./connect-attempt";
import { hideDeviceCode, showDeviceCode } from "./device-code";
import { followConsent } from "./follow-consent";
import { say } from "./message-area";
import { tellEnd } from "./tell-end";

/** Connects by a code that a person types on another screen. */
export async function connectByDeviceCode(attempt: ConnectAttempt): Promise<void> {
  const { translate, goesOn } = attempt;
  say("progress", translate("zoho-client.connect.askingCode"));
  const started = await askForDeviceCode(requestOf(attempt));
  if (!goesOn()) return;
  showCode(attempt, started);
  try {
    await followConsent(started, goesOn, (status) => {
      tellEnd(attempt, status, "typed");
    });
  } finally {
    // A later attempt may show its own meanwhile.
    if (goesOn()) hideDeviceCode();
  }
}

function showCode({ translate, steps, goesOn }: ConnectAttempt, started: DeviceStarted): void {
  steps.at("typed");
  showDeviceCode(started, goesOn, translate);
  say("progress", translate("zoho-client.connect.typing"));
}
