import { DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import { type Environment, ENVIRONMENTS, gatewayHost } from "../../zoho/environments";

/** What answers under one of Zoho's host names. */
export type VirtualHost =
  | { readonly kind: "accounts"; readonly name: string; readonly dataCenter: DataCenterCode }
  | { readonly kind: "console"; readonly name: string; readonly dataCenter: DataCenterCode }
  | {
      readonly kind: "gateway";
      readonly name: string;
      readonly dataCenter: DataCenterCode;
      readonly environment: Environment;
    };

/** Every host that is emulated, by its real name. */
export const VIRTUAL_HOSTS: ReadonlyMap<string, VirtualHost> = new Map(
  Object.values(DATA_CENTERS)
    .flatMap((dc): readonly VirtualHost[] => [
      { kind: "accounts", name: dc.accountsHost, dataCenter: dc.code },
      { kind: "console", name: dc.consoleHost, dataCenter: dc.code },
      ...ENVIRONMENTS.map((environment) => ({
        kind: "gateway" as const,
        name: gatewayHost(dc, environment),
        dataCenter: dc.code,
        environment,
      })),
    ])
    .map((host) => [host.name, host]),
);

/**
 * Where a page of one host links to a page of another: hosts are the first part of the path.
 *
 * @param path below the host, starts with a slash
 */
export function pathOn(hostName: string, path: string): string {
  return `/${hostName}${path}`;
}
