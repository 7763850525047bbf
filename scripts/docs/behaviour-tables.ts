import { AUTHORIZE_PROBLEMS, CALLBACK_ERRORS } from "../../src/emulator/accounts/authorize-problems";
import { DEVICE_ERRORS } from "../../src/emulator/accounts/device/device-error";
import { ACCOUNTS_ENDPOINTS } from "../../src/emulator/accounts/endpoints";
import type { ErrorRow } from "../../src/emulator/accounts/error-row";
import { USER_INFO_ERRORS } from "../../src/emulator/accounts/openid/user-info";
import { REVOKE_ERRORS } from "../../src/emulator/accounts/revoke";
import { GRANTS } from "../../src/emulator/accounts/token-endpoint";
import { TOKEN_ERRORS } from "../../src/emulator/accounts/token-error";
import type { Basis } from "../../src/emulator/basis/basis";
import { GROUND_RULES } from "../../src/emulator/basis/ground-rules";
import { CRM_ERRORS } from "../../src/emulator/crm/crm-errors";
import { CRM_ROUTES } from "../../src/emulator/crm/crm-routes";
import type { Face } from "../../src/emulator/faces/face";
import { FACES } from "../../src/emulator/faces/faces";
import { CLIENT_TYPES } from "../../src/emulator/people/client-types";
import { ORG_PRODUCTS } from "../../src/emulator/people/org-products";

/** Something that the emulator does, and what that rests on. */
export interface Behaviour {
  /** As it is addressed or named: `GET {module}`, `INVALID_TOKEN`. */
  readonly name: string;
  readonly does: string;
  readonly basis: Basis;
}

/** Behaviours of one kind, as the emulator's own tables have them. */
export interface BehaviourTable {
  readonly title: string;
  /** What the first column holds. */
  readonly of: string;
  readonly rows: readonly Behaviour[];
}

/** All tables of the emulator, settings excepted: those have a page of their own. A new table is a row here. */
export function behaviourTables(): readonly BehaviourTable[] {
  return [
    {
      title: "What holds everywhere",
      of: "",
      rows: GROUND_RULES.map(({ what, basis }) => ({ name: "", does: what, basis })),
    },
    { title: "Zoho Accounts: addresses", of: "address", rows: ACCOUNTS_ENDPOINTS.map(routeRow) },
    {
      title: "Zoho Accounts: client types",
      of: "type",
      rows: Object.values(CLIENT_TYPES).map(({ name, what, basis }) => ({ name, does: what, basis })),
    },
    {
      title: "Zoho Accounts: grants of the token endpoint",
      of: "grant_type",
      rows: Object.entries(GRANTS).map(([name, { what, basis }]) => ({
        name: `\`${name}\``,
        does: what,
        basis,
      })),
    },
    errorTable("Zoho Accounts: error pages", "title", AUTHORIZE_PROBLEMS),
    errorTable("Zoho Accounts: errors of the callback", "error", CALLBACK_ERRORS),
    errorTable("Zoho Accounts: errors of the token endpoint", "error", TOKEN_ERRORS),
    errorTable("Zoho Accounts: errors of the device flow", "error", DEVICE_ERRORS),
    errorTable("Zoho Accounts: errors of revoking", "error", REVOKE_ERRORS),
    errorTable("Zoho Accounts: errors of user info", "error", USER_INFO_ERRORS),
    { title: "CRM and Bigin: resources", of: "resource", rows: CRM_ROUTES.map(routeRow) },
    {
      title: "CRM and Bigin: codes",
      of: "code",
      rows: Object.entries(CRM_ERRORS).map(([code, { status, when, basis }]) => ({
        name: `\`${code}\``,
        does: `${status}: ${when}`,
        basis,
      })),
    },
    ...FACES.flatMap(faceTables),
  ];
}

function errorTable(title: string, of: string, table: Readonly<Record<string, ErrorRow>>): BehaviourTable {
  const rows = Object.entries(table).map(([name, { when, basis }]) => ({
    name: `\`${name}\``,
    does: when,
    basis,
  }));
  return { title, of, rows };
}

function faceTables(face: Face): readonly BehaviourTable[] {
  const { name } = ORG_PRODUCTS[face.product];
  return [
    { title: `${name}: resources`, of: "resource", rows: face.routes.map(routeRow) },
    ...(FACES.find(({ errors }) => errors === face.errors) === face ? [codesOf(face)] : []),
  ];
}

/** Products that share their codes have them once, at the first. */
function codesOf(face: Face): BehaviourTable {
  const sharers = FACES.filter(({ errors }) => errors === face.errors);
  return {
    title: `${sharers.map(({ product }) => ORG_PRODUCTS[product].name).join(", ")}: codes`,
    of: "code",
    rows: Object.values(face.errors).map(({ code, status, when, basis }) => ({
      name: `\`${code}\``,
      does: `${status}: ${when}`,
      basis,
    })),
  };
}

function routeRow(route: {
  readonly method: string;
  readonly path: string;
  readonly what: string;
  readonly basis: Basis;
}): Behaviour {
  return { name: `\`${route.method} ${route.path}\``, does: route.what, basis: route.basis };
}
