import type { EmulatedRequest } from "../http/emulated-request";

/**
 * The address of a page of one of Zoho's hosts, in the way the browser came: hosts as the first part of the path, or
 * under their own names. A port that was typed in stays, because all names are reached by the same one.
 *
 * @param path below the host, starts with a slash
 */
export function linkTo(
  request: Pick<EmulatedRequest, "addressedBy" | "headers">,
  hostName: string,
  path: string,
): string {
  if (request.addressedBy === "path") return `/${hostName}${path}`;
  const [port = ""] = /:\d{1,5}$/.exec(request.headers.host ?? "") ?? [];
  return `https://${hostName}${port}${path}`;
}
