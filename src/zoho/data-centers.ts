/**
 * Zoho's data centers: which hosts belong to which. A twelfth data center is one row here.
 *
 * Nothing in the package may send a secret to a host that is not made from this table.
 * Source: zoho.com/accounts multi-DC pages and the hosts of Zoho's own CRM SDKs 8.0; United Kingdom,
 * U.A.E. and Singapore are newer and known from product pages only.
 */

/** Location codes as Zoho's callback names them (`location=us`). */
export const DATA_CENTER_CODES = ["us", "eu", "in", "au", "jp", "ca", "sa", "cn", "uk", "ae", "sg"] as const;

export type DataCenterCode = (typeof DATA_CENTER_CODES)[number];

export interface DataCenter {
  readonly code: DataCenterCode;
  /** English name for sentences. */
  readonly name: string;
  /** Host of Zoho Accounts, without scheme. */
  readonly accountsHost: string;
  /** Domain of the API gateway: `www.<gateway>`, `sandbox.<gateway>`, `developer.<gateway>`. */
  readonly gateway: string;
  /** Domain of the products that have a host of their own: `desk.<productDomain>`. */
  readonly productDomain: string;
  /** Host of the API console, where clients are made. */
  readonly consoleHost: string;
}

function row(
  code: DataCenterCode,
  name: string,
  top: string,
  irregular: Partial<DataCenter> = {},
): DataCenter {
  return {
    code,
    name,
    accountsHost: `accounts.zoho.${top}`,
    gateway: `zohoapis.${top}`,
    productDomain: `zoho.${top}`,
    consoleHost: `api-console.zoho.${top}`,
    ...irregular,
  };
}

/** The table itself, by location code. */
export const DATA_CENTERS: Readonly<Record<DataCenterCode, DataCenter>> = {
  us: row("us", "United States", "com"),
  eu: row("eu", "Europe", "eu"),
  in: row("in", "India", "in"),
  au: row("au", "Australia", "com.au"),
  jp: row("jp", "Japan", "jp"),
  // Canada is irregular: accounts and products live under zohocloud.ca, the gateway under zohoapis.ca.
  ca: row("ca", "Canada", "ca", {
    accountsHost: "accounts.zohocloud.ca",
    productDomain: "zohocloud.ca",
    consoleHost: "api-console.zohocloud.ca",
  }),
  sa: row("sa", "Saudi Arabia", "sa"),
  // China is operated apart: its clients are made in its own console and never leave it.
  cn: row("cn", "China", "com.cn"),
  uk: row("uk", "United Kingdom", "uk"),
  ae: row("ae", "United Arab Emirates", "ae"),
  sg: row("sg", "Singapore", "sg"),
};

export function isDataCenterCode(value: unknown): value is DataCenterCode {
  return typeof value === "string" && (DATA_CENTER_CODES as readonly string[]).includes(value);
}

/**
 * The data center whose accounts server this is.
 *
 * @param accountsServer as the callback sends it, e.g. `https://accounts.zoho.eu`, one trailing slash allowed
 * @returns the row, or undefined where the value is not, to the letter, an accounts server of the table
 */
export function dataCenterOfAccountsServer(accountsServer: string): DataCenter | undefined {
  const bare = accountsServer.endsWith("/") ? accountsServer.slice(0, -1) : accountsServer;
  return Object.values(DATA_CENTERS).find((dc) => `https://${dc.accountsHost}` === bare);
}
