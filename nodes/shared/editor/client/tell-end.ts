import type { ConnectStatus } from "../../../zoho-client/admin-api";
import type { ConnectAttempt } from "./connect-attempt";
import { type ConnectStep, hadGrant } from "./connect-steps";
import { say } from "./message-area";

/**
 * Shows what has become of a consent, on whatever way.
 *
 * @param given the step in which its person gives it
 */
export function tellEnd(attempt: ConnectAttempt, status: ConnectStatus, given: ConnectStep): void {
  const { translate, steps } = attempt;
  switch (status.state) {
    case "waiting":
      break;
    case "consented":
      steps.at("stored");
      say("progress", translate("zoho-client.connect.storing"));
      break;
    case "failed":
      steps.failed(hadGrant(status.cause.code) ? "stored" : given);
      attempt.failed(status.cause);
      break;
    case "connected":
      void attempt.connected(status.connection);
  }
}
