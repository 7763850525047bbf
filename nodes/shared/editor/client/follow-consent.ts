import type { ConnectStarted, ConnectStatus } from "../../../zoho-client/admin-api";
import { consentStatus, RouteFailure } from "../admin-routes";

/** Milliseconds between two looks at a consent. */
const POLL_MS = 1_000;

/**
 * Looks at a consent every second until it ends.
 *
 * @param goesOn false as soon as nobody wants to know any more
 * @param tell called with each state
 */
export async function followConsent(
  started: ConnectStarted,
  goesOn: () => boolean,
  tell: (status: ConnectStatus) => void,
): Promise<void> {
  while (goesOn()) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (!goesOn()) return;
    const status = await look(started);
    if (!goesOn()) return;
    tell(status);
    if (status.state === "connected" || status.state === "failed") return;
  }
}

/** A look that gets no answer is repeated: Node-RED may be restarting, and a consent survives that. */
async function look(started: ConnectStarted): Promise<ConnectStatus> {
  try {
    return await consentStatus(started.ticket);
  } catch (error) {
    if (error instanceof RouteFailure && error.failure !== undefined) {
      return { state: "failed", cause: error.failure.cause };
    }
    if (Date.now() > Date.parse(started.expiresAt)) throw error;
    return { state: "waiting", expiresAt: started.expiresAt };
  }
}
