import { DATA_CENTERS } from "../../zoho/data-centers";
import type { AuthorizeSession } from "../accounts/authorize-session";
import type { EmulatedRequest } from "../http/emulated-request";
import { linkTo } from "../hosts/link-to";

/** Where a form of the consent pages is sent: on the accounts server at which the person stands. */
export function accountsPath(
  request: EmulatedRequest,
  session: AuthorizeSession,
  step: "sign-in" | "org" | "answer",
): string {
  return linkTo(request, DATA_CENTERS[session.dataCenter].accountsHost, `/oauth/v2/auth/${step}`);
}
