import { DATA_CENTERS } from "../../zoho/data-centers";
import type { AuthorizeSession } from "../accounts/authorize-session";
import { pathOn } from "../hosts/virtual-hosts";

/** Where a form of the consent pages is sent: on the accounts server at which the person stands. */
export function accountsPath(session: AuthorizeSession, step: "sign-in" | "org" | "answer"): string {
  return pathOn(DATA_CENTERS[session.dataCenter].accountsHost, `/oauth/v2/auth/${step}`);
}
