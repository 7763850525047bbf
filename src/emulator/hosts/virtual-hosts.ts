import { type DataCenter, DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import { type Environment, ENVIRONMENTS, gatewayHost } from "../../zoho/environments";

/** Products that answer on a host of their own in each data center. */
export type OwnHostProduct =
  | "desk"
  | "people"
  | "projects"
  | "recruit"
  | "sign"
  | "cliq"
  | "analytics"
  | "mail"
  | "sheet"
  | "campaigns"
  | "marketing-automation";

interface HostOf<K extends string> {
  readonly kind: K;
  readonly name: string;
  readonly dataCenter: DataCenterCode;
}

/** The API gateway of one environment. */
export type GatewayHost = HostOf<"gateway"> & { readonly environment: Environment };

/** A host of one product. */
export type ProductHost = HostOf<"product"> & { readonly product: OwnHostProduct };

/** What answers under one of Zoho's host names. */
export type VirtualHost = HostOf<"accounts"> | HostOf<"console"> | GatewayHost | ProductHost;

/** Prefixes before the product domain. Projects: v3 pages name the first, older ones the second. */
const OWN_HOSTS: readonly (readonly [prefix: string, product: OwnHostProduct])[] = [
  ["desk", "desk"],
  ["people", "people"],
  ["projects", "projects"],
  ["projectsapi", "projects"],
  ["recruit", "recruit"],
  ["sign", "sign"],
  ["cliq", "cliq"],
  ["analyticsapi", "analytics"],
  ["mail", "mail"],
  ["sheet", "sheet"],
  ["campaigns", "campaigns"],
  ["marketingautomation", "marketing-automation"],
];

/** Every host that is emulated, by its real name. */
export const VIRTUAL_HOSTS: ReadonlyMap<string, VirtualHost> = new Map(
  Object.values(DATA_CENTERS)
    .flatMap(hostsOf)
    .map((host) => [host.name, host]),
);

/** True for hosts that serve APIs: not Zoho Accounts and not its console. */
export function isApiHost(name: string): boolean {
  const kind = VIRTUAL_HOSTS.get(name)?.kind;
  return kind === "gateway" || kind === "product";
}

function hostsOf(dc: DataCenter): readonly VirtualHost[] {
  const dataCenter = dc.code;
  return [
    { kind: "accounts", name: dc.accountsHost, dataCenter },
    { kind: "console", name: dc.consoleHost, dataCenter },
    ...ENVIRONMENTS.map((environment) => ({
      kind: "gateway" as const,
      name: gatewayHost(dc, environment),
      dataCenter,
      environment,
    })),
    ...OWN_HOSTS.map(([prefix, product]) => ({
      kind: "product" as const,
      name: `${prefix}.${dc.productDomain}`,
      dataCenter,
      product,
    })),
  ];
}
