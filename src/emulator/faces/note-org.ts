import type { EmulatedRequest } from "../http/emulated-request";
import { type Org, orgLabel } from "../people/person";

/** Tells the request log which org a call chose. */
export function noteOrg(request: EmulatedRequest, org: Org): void {
  request.facts.org = orgLabel(org);
  request.facts.environment = org.environment;
}
