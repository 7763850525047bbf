import type { DataCenterCode } from "../../zoho/data-centers";
import type { EmulatedRequest } from "../http/emulated-request";
import { html, type Reply } from "../http/reply";
import { errorPage } from "../pages/error-page";
import type { World } from "../world";
import { answerConsent, authorize, pickOrg, showSession, signIn } from "./authorize";
import { revokeByClient, revokeClassic } from "./revoke";
import { serverInfo } from "./server-info";
import { tokenEndpoint } from "./token-endpoint";

type Endpoint = (world: World, dataCenter: DataCenterCode, request: EmulatedRequest) => Reply;

const ANY_METHOD: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ["/oauth/v2/auth", authorize],
  ["/oauth/v2/token", tokenEndpoint],
  ["/oauth/v2/token/revoke", revokeClassic],
  ["/oauth/v2/revoke/token", revokeByClient],
]);
const BY_METHOD: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ["GET /oauth/serverinfo", (_world, dataCenter) => serverInfo(dataCenter)],
  ["GET /oauth/v2/auth/session", (world, _dataCenter, request) => showSession(world, request)],
  ["POST /oauth/v2/auth/sign-in", (world, _dataCenter, request) => signIn(world, request)],
  ["POST /oauth/v2/auth/org", (world, _dataCenter, request) => pickOrg(world, request)],
  ["POST /oauth/v2/auth/answer", (world, _dataCenter, request) => answerConsent(world, request)],
]);

/** Zoho Accounts of one data center. */
export function accountsHost(world: World, dataCenter: DataCenterCode, request: EmulatedRequest): Reply {
  const endpoint = ANY_METHOD.get(request.path) ?? BY_METHOD.get(`${request.method} ${request.path}`);
  if (endpoint === undefined) return html(404, errorPage("404 not found"));
  return endpoint(world, dataCenter, request);
}
