import type { ProductId } from "./products";

/** The name of a module in scopes, and whether Zoho's pages tell it. */
export interface ModuleScope {
  readonly name: string;
  readonly isSure: boolean;
}

/** Zoho CRM v8: OAuth scopes. Names of modules in lower case and without underscores; any other module is `custom`. */
const CRM = new Set(
  (
    "accounts activities appointments approvals attachments calls campaigns cases contacts dashboards deals emails events " +
    "forecasts invoices leads notes pricebooks products purchaseorders quotes salesorders services solutions tasks vendors"
  ).split(" "),
);

/** Zoho Recruit API v2: possible scope names. In the singular, and each custom module is `custom`. */
const RECRUIT = new Set(
  (
    "assessment attachment call campaign candidate client contact department event forecast interview jobopening note offer " +
    "referral task vendor"
  ).split(" "),
);

/** Zoho IoT API v1: OAuth scopes. */
const IOT = new Set(
  "alarmrules alarms assets certificates commands configsettings dashboards datapoints datastreams devices locations policies".split(
    " ",
  ),
);

/**
 * How scopes name a module, by its API name in paths: `SalesOrders` for CRM's `Sales_Orders`, `candidate` for Recruit's
 * `Candidates`, `custom` for a module of the org's own.
 */
export function moduleScope(product: ProductId, apiName: string): ModuleScope {
  // System modules of later versions end so: `Appointments__s`.
  const bare = apiName.replace(/__s$/, "").replaceAll("_", "");
  if (product === "crm") return known(CRM, bare) ?? { name: "custom", isSure: false };
  if (product === "recruit")
    return known(RECRUIT, bare.toLowerCase().replace(/s$/, "")) ?? { name: "custom", isSure: false };
  if (product === "iot") return known(IOT, bare) ?? { name: apiName, isSure: false };
  return { name: apiName, isSure: false };
}

function known(names: ReadonlySet<string>, name: string): ModuleScope | undefined {
  return names.has(name.toLowerCase()) ? { name, isSure: true } : undefined;
}
