import { installedPackage } from "../../support/installed-package";

/** Packages of others that run against the emulator, with exact versions. None of them is a dependency of ours. */
const VERSIONS = {
  "@zohocrm/nodejs-sdk-8.0": "2.0.0",
  "@zohocrm/typescript-sdk-8.0": "3.0.0",
  "@zohocrm/nodejs-sdk-7.0": "4.0.0",
  "openid-client": "6.9.0",
  "simple-oauth2": "5.1.0",
  "passport-oauth2": "1.8.0",
  axios: "1.21.1",
} as const;

/** A package under test. */
export type ClientPackage = keyof typeof VERSIONS;

/** Zoho's own SDKs, and the version of CRM's API that each speaks. */
export const ZOHO_SDKS = [
  { sdk: "@zohocrm/nodejs-sdk-8.0", api: "/crm/v8" },
  { sdk: "@zohocrm/typescript-sdk-8.0", api: "/crm/v8" },
  { sdk: "@zohocrm/nodejs-sdk-7.0", api: "/crm/v7" },
] as const satisfies readonly { readonly sdk: ClientPackage; readonly api: string }[];

/** One of Zoho's SDKs. */
export type ZohoSdk = (typeof ZOHO_SDKS)[number]["sdk"];

/**
 * Finds, or installs, a package.
 *
 * @returns the directory whose `node_modules` has it
 */
export function clientPackage(name: ClientPackage): Promise<string> {
  return installedPackage({
    shelf: "clients",
    name: name.replace("/", "-"),
    package: name,
    version: VERSIONS[name],
    node: process.execPath,
  });
}

/** Its exact version here. */
export function versionOfClient(name: ClientPackage): string {
  return VERSIONS[name];
}

/** Installs whatever is not there yet, so that no test has to wait for it. */
export async function prepareClientPackages(): Promise<void> {
  for (const name of Object.keys(VERSIONS) as ClientPackage[]) {
    await clientPackage(name);
  }
}
