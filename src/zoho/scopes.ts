/** What can be said about scopes without asking Zoho. Zoho Accounts: OAuth scopes. */

const PRODUCT_SCOPE = /^[A-Za-z0-9]+(?:\.[A-Za-z0-9_-]+)+$/;
const OPENID_SCOPES = ["openid", "email", "profile", "phone"];

/**
 * Scopes out of free text. Zoho takes them separated by commas and answers them separated by spaces.
 *
 * @returns each scope once, as typed
 */
export function parseScopes(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ""))];
}

/** The members that can't be scopes because of their shape. */
export function malformedScopes(scopes: readonly string[]): readonly string[] {
  return scopes.filter((scope) => !PRODUCT_SCOPE.test(scope) && !OPENID_SCOPES.includes(scope));
}

const OPERATIONS = ["read", "create", "update", "delete"];

/** What reaches beyond an area of its own: everything of the app. Zoho Books API v3: OAuth. */
const FULL_ACCESS = /^([a-z0-9]+)\.fullaccess$/;

/**
 * The apps in which WRITE stands for all three. Zoho CRM v8: Select API scopes; Campaigns: the scopes of each API page. Bigin
 * is CRM's twin. Desk has a WRITE, too, but its pages don't say what for, and it doesn't let an update through.
 */
const WRITE_IS_ANY_WRITE = ["zohocrm", "zohobigin", "zohocampaigns"];

/** A scope in its parts, lower case: Zoho compares without regard to case. */
interface Parts {
  readonly whole: string;
  /** Up to the last point: `zohocrm.modules.leads`. */
  readonly area: string;
  /** Behind it; in PhoneBridge it is no operation but part of the name. */
  readonly operation: string;
}

function partsOf(scope: string): Parts {
  const whole = scope.toLowerCase();
  const point = Math.max(whole.lastIndexOf("."), 0);
  return { whole, area: whole.slice(0, point), operation: whole.slice(point + 1) };
}

/** The operations that a scope grants; none where its last part is no operation. */
function operationsOf({ area, operation }: Parts): readonly string[] {
  if (operation === "all") return [...OPERATIONS, "write", "custom", "all"];
  const writes = WRITE_IS_ANY_WRITE.includes(area.split(".", 1).join());
  if (operation === "write") return writes ? ["create", "update", "delete", "write"] : ["write"];
  // Campaigns: CREATE-UPDATE is CREATE and UPDATE.
  return operation.split("-").filter((one) => OPERATIONS.includes(one));
}

function isBelow(area: string, above: string): boolean {
  return above.includes(".") && area.startsWith(`${above}.`);
}

/**
 * True where one of the granted scopes covers the wanted one, without regard to case: the same, or the same operation or
 * `ALL` on the same area or on one above it. `ZohoCRM.modules.READ` covers `ZohoCRM.modules.Leads.READ`;
 * `ZohoBooks.fullaccess.all` covers everything of Books.
 */
export function coversScope(granted: readonly string[], wanted: string): boolean {
  const target = partsOf(wanted);
  return granted.some((scope) => {
    const one = partsOf(scope);
    if (one.whole === target.whole) return true;
    const app = one.operation === "all" ? FULL_ACCESS.exec(one.area)?.[1] : undefined;
    if (app !== undefined) return target.area === app || target.area.startsWith(`${app}.`);
    if (one.area === "" || !operationsOf(one).includes(target.operation)) return false;
    return one.area === target.area || isBelow(target.area, one.area);
  });
}

/**
 * True where one of the granted scopes covers the wanted one or a part of it: `ZohoCRM.modules.Leads.READ` a part of
 * `ZohoCRM.modules.READ`. For calls whose body tells which part they need.
 */
export function coversPartOf(granted: readonly string[], wanted: string): boolean {
  const target = partsOf(wanted);
  return (
    coversScope(granted, wanted) ||
    granted.some((scope) => {
      const one = partsOf(scope);
      return isBelow(one.area, target.area) && operationsOf(one).includes(target.operation);
    })
  );
}
