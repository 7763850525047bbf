import type { EmulatedRequest } from "../../http/emulated-request";
import type { World } from "../../world";
import type { AuthorizeAsk } from "../authorize-ask";
import { beginSession, endSession } from "../authorize-session";
import { autoConsent } from "../auto-consent";
import { type DeviceCode, isWaiting } from "./device-code";

/** What a person is asked whose device waits. */
export function askOfDevice(device: DeviceCode): AuthorizeAsk {
  const { clientId, scopes, access, prompt, code, userCode } = device;
  return { clientId, scopes, access, prompt, ending: { kind: "device", deviceCode: code, userCode } };
}

/**
 * With the setting `autoConsent`, a device that polls finds its answer given, as if that person had typed the code
 * before.
 *
 * @returns the device as it is now
 */
export function consentByItself(world: World, request: EmulatedRequest, device: DeviceCode): DeviceCode {
  const { autoConsent: personName } = world.settings;
  if (personName === null || !isWaiting(world, device)) return device;
  const session = beginSession(world, askOfDevice(device), device.dataCenter);
  autoConsent(world, request, session, personName);
  endSession(world, session);
  return world.tokens.devices.get(device.code) ?? device;
}
