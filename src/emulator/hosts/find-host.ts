import { DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import type { EmulatorSettings } from "../settings/settings-table";
import { VIRTUAL_HOSTS, type VirtualHost } from "./virtual-hosts";

/** Data centers that Zoho's own SDKs do not know. */
const NEWER: readonly DataCenterCode[] = ["uk", "ae", "sg"];

/** A name under which third-party clients suppose Canada's accounts server; the setting makes it exist. */
const CANADA_ALIAS = "accounts.zoho.ca";

/** Every name that may be emulated, whatever the settings. */
export const ZOHO_HOST_NAMES: readonly string[] = [...VIRTUAL_HOSTS.keys(), CANADA_ALIAS];

/** True where a data center exists, by the setting `newerDataCenters`. */
export function existsNow(settings: EmulatorSettings, dataCenter: DataCenterCode): boolean {
  return settings.newerDataCenters || !NEWER.includes(dataCenter);
}

/** The host of this name, as the settings `newerDataCenters` and `canadaAccountsHost` have it. */
export function findHost(settings: EmulatorSettings, name: string): VirtualHost | undefined {
  const isAlias = name === CANADA_ALIAS && settings.canadaAccountsHost === "zoho.ca";
  const host = VIRTUAL_HOSTS.get(isAlias ? DATA_CENTERS.ca.accountsHost : name);
  return host !== undefined && existsNow(settings, host.dataCenter) ? host : undefined;
}

/** Names of all hosts that there are now. */
export function hostNames(settings: EmulatorSettings): readonly string[] {
  return ZOHO_HOST_NAMES.filter((name) => findHost(settings, name) !== undefined);
}

/** True for names that belong to Zoho, whether or not a setting lets them exist. */
export function isZohoHostName(name: string): boolean {
  return VIRTUAL_HOSTS.has(name) || name === CANADA_ALIAS;
}
