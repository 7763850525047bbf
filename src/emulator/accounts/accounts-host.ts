import type { DataCenterCode } from "../../zoho/data-centers";
import type { EmulatedRequest } from "../http/emulated-request";
import { html, type Reply } from "../http/reply";
import { errorPage } from "../pages/error-page";
import type { World } from "../world";
import type { EndpointRow } from "./endpoint";
import { ACCOUNTS_ENDPOINTS } from "./endpoints";

const BY_ADDRESS: ReadonlyMap<string, EndpointRow> = new Map(
  ACCOUNTS_ENDPOINTS.map((row) => [`${row.method} ${row.path}`, row]),
);

/** Zoho Accounts of one data center. */
export function accountsHost(world: World, dataCenter: DataCenterCode, request: EmulatedRequest): Reply {
  const { method, path } = request;
  const row = BY_ADDRESS.get(`${method} ${path}`) ?? BY_ADDRESS.get(`ANY ${path}`);
  if (row === undefined || row.exists?.(world.settings) === false) {
    return html(404, errorPage("404 not found"));
  }
  return row.answer(world, dataCenter, request);
}
