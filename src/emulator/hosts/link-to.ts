import type { EmulatedRequest } from "../http/emulated-request";

/**
 * The address of a page of one of Zoho's hosts, in the way the browser came: hosts as the first part of the path, or
 * under their own names.
 *
 * @param path below the host, starts with a slash
 */
export function linkTo(
  request: Pick<EmulatedRequest, "addressedBy">,
  hostName: string,
  path: string,
): string {
  return request.addressedBy === "path" ? `/${hostName}${path}` : `https://${hostName}${path}`;
}
