import { accountsHost } from "../accounts/accounts-host";
import { consoleHost } from "../api-console/console-host";
import { consolePage } from "../console-page/console-page";
import { controlRoutes } from "../control/control-routes";
import { findHost, hostNames } from "../hosts/find-host";
import type { VirtualHost } from "../hosts/virtual-hosts";
import { productHost } from "../faces/product-host";
import { gatewayHost } from "../gateway/gateway-host";
import type { World } from "../world";
import type { EmulatedRequest } from "./emulated-request";
import { json, type Reply } from "./reply";

/** First part of the path of control requests. */
export const CONTROL = "_emulator";

/** Leads a request to what answers it. */
export function routeRequest(world: World, request: EmulatedRequest): Reply {
  if (request.host === CONTROL) return controlRoutes(world, request);
  if (request.host === "") return consolePage(world, request);
  const host = findHost(world.settings, request.host);
  return host === undefined ? unknownHost(world, request.host) : onHost(world, host, request);
}

function onHost(world: World, host: VirtualHost, request: EmulatedRequest): Reply {
  switch (host.kind) {
    case "accounts":
      return accountsHost(world, host.dataCenter, request);
    case "console":
      return consoleHost(world, host, request);
    case "gateway":
      return gatewayHost(world, host, request);
    case "product":
      return productHost(world, host, request);
  }
}

function unknownHost(world: World, name: string): Reply {
  return json(404, {
    error: "unknown_host",
    message: `The path begins with one of Zoho's host names; "${name.slice(0, 100)}" is none that is emulated.`,
    hosts: hostNames(world.settings),
  });
}
