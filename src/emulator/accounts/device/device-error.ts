import { basis } from "../../basis/basis";
import type { EmulatedRequest } from "../../http/emulated-request";
import { json, type Reply } from "../../http/reply";
import type { World } from "../../world";
import type { ErrorRow } from "../error-row";

const PAGES = basis("oauth 8", "documented");

/** Errors of the device flow, in the order of the checks. Zoho: limited input devices, polling request. */
export const DEVICE_ERRORS = {
  invalid_client: {
    when: "the client is unknown, not enabled in this data center or no non-browser client, or its secret is that of another data center",
    basis: basis("oauth 8", "inferred"),
  },
  invalid_client_secret: { when: "the secret is wrong", basis: PAGES },
  invalid_scope: {
    when: "a device code is asked for with a scope that is missing or does not exist",
    basis: basis("oauth 8", "inferred"),
  },
  invalid_code: {
    when: "the device code is unknown, used, or of another client or data center",
    basis: PAGES,
  },
  expired: { when: "the device code has run out", basis: PAGES },
  other_dc: {
    when: "the person lives in another data center, which user_location names: polling goes on there",
    basis: PAGES,
  },
  access_denied: { when: "the person rejects, or lacks an account in an app asked for", basis: PAGES },
  slow_down: { when: "polled again before the interval was over", basis: PAGES },
  authorization_pending: { when: "nobody has answered yet", basis: PAGES },
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type DeviceErrorCode = keyof typeof DEVICE_ERRORS;

/** `{"error":"authorization_pending"}`. */
export function deviceError(
  world: World,
  request: EmulatedRequest,
  error: DeviceErrorCode,
  more: Readonly<Record<string, string>> = {},
): Reply {
  request.facts.code = error;
  return json(world.settings.deviceStatus, { error, ...more });
}
