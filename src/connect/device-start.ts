import { randomBytes } from "node:crypto";
import type { DeviceCode } from "../oauth/device-answer";
import { accountsUrl, type SafeUrl } from "../transport/destination";
import type { DeviceStart } from "../vault/vault";
import { MAX_TIMEOUT_MS } from "./consent-start";
import { type PendingConsent, pendingOf } from "./pending-consent";

/** What a consent on another screen begins with. */
export interface DeviceRequest extends Omit<DeviceStart, "id" | "device" | "exchanging" | "expiresAt"> {
  /** Milliseconds until it counts as abandoned, where that is sooner than the code runs out. */
  readonly timeoutMs: number;
}

/** A consent that waits for a code to be typed. */
export interface StartedDevice extends PendingConsent {
  /** What the person types; no secret. */
  readonly userCode: string;
  /** The page where it is typed. */
  readonly url: SafeUrl;
  /** The same page with the code filled in, for a QR code; only where Zoho offers it. */
  readonly completeUrl?: SafeUrl;
}

/**
 * The start of a device that has been given a code. Its ID is random, so no `state` leads to it.
 *
 * @param now milliseconds since 1970
 */
export function deviceStart(
  request: DeviceRequest,
  code: DeviceCode,
  now: number,
  random: (size: number) => Buffer = randomBytes,
): DeviceStart {
  const { timeoutMs, ...facts } = request;
  const { deviceCode, userCode, pagePath, pageTakesCode, intervalMs, lifeMs } = code;
  const device = { deviceCode, userCode, pagePath, pageTakesCode, intervalMs };
  const waitMs = Math.min(Math.max(timeoutMs, 1_000), lifeMs, MAX_TIMEOUT_MS);
  return { ...facts, device, id: random(32).toString("hex"), exchanging: false, expiresAt: now + waitMs };
}

/** What the person has to be shown. */
export function shownOf(record: DeviceStart): StartedDevice {
  const { userCode, pagePath, pageTakesCode } = record.device;
  const filledIn = new URLSearchParams({ user_code: userCode });
  return {
    ...pendingOf(record),
    userCode,
    url: accountsUrl(record.dataCenter, pagePath),
    ...(pageTakesCode && { completeUrl: accountsUrl(record.dataCenter, pagePath, filledIn) }),
  };
}
