import { expect, test } from "vitest";
import { CRM_ROUTES } from "../../src/emulator/crm/crm-routes";
import { FACES } from "../../src/emulator/faces/faces";
import {
  CATALOGUE_PRODUCTS,
  type CatalogueProduct,
  type Operation,
} from "../../src/zoho/operations/operation";
import { pathOf } from "../../src/zoho/operations/operation-path";
import { OPERATIONS } from "../../src/zoho/operations/operations";
import { PRODUCTS } from "../../src/zoho/products";
import { DATA_CENTERS } from "../../src/zoho/data-centers";
import { connect } from "../emulator/support/consenting";
import { type Answer, ask, emulator } from "../emulator/support/running";
import { OPERATION_CASES, type Prepare, type Trial } from "./support/operation-cases";

const ALL = Object.values(OPERATIONS).flat();
const EMULATED = ALL.filter(({ isEmulated }) => isEmulated !== false);

/** What covers everything, for what must be there before an operation can be tried. */
const EVERYTHING: Readonly<Record<CatalogueProduct, string>> = {
  crm: "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.files.ALL",
  books: "ZohoBooks.fullaccess.all",
  desk: "Desk.tickets.ALL,Desk.contacts.ALL,Desk.basic.READ",
  creator: "ZohoCreator.report.ALL,ZohoCreator.form.CREATE",
};

/** How each product says that a scope is missing. */
const SCOPE_IS_MISSING: Readonly<Record<CatalogueProduct, RegExp>> = {
  crm: /OAUTH_SCOPE_MISMATCH/,
  books: /"code":57/,
  desk: /SCOPE_MISMATCH/,
  creator: /INVALID_OAUTHSCOPE/,
};

/** Of another product, so that a consent can be given that lacks the only scope that is needed. */
const UNRELATED = "ZohoPeople.forms.READ";

/** Calls what a product is asked, by tokens that have just these scopes. */
async function stage(product: CatalogueProduct) {
  const zoho = await emulator();
  const { host, basePath } = PRODUCTS[product];
  const base = `${zoho.url}/${host(DATA_CENTERS.us, "Production")}`;
  const robin = zoho.ready.people.find(({ name }) => name === "Robin Vale");
  const org = robin?.orgs.find((one) => one.product === product)?.id ?? "";
  return async (scope: string) => {
    const { accessToken } = await connect(zoho, { ask: { scope } });
    expect(accessToken, scope).not.toBe("");
    return (method: string, path: string, body?: unknown): Promise<Answer> => {
      const url = new URL(`${base}${path.startsWith("crm/") ? "/" : `${basePath}/`}${path}`);
      if (product === "books") url.searchParams.set("organization_id", org);
      const sent = body instanceof FormData ? body : JSON.stringify(body);
      return ask(url.href, {
        method,
        headers: { Authorization: `Zoho-oauthtoken ${accessToken}` },
        ...(body !== undefined && { body: sent }),
      });
    };
  };
}

function trialOf({ id, product }: Operation, prepare: Prepare): Trial | Promise<Trial> {
  const found = OPERATION_CASES[product][id.slice(product.length + 1)];
  if (found === undefined) throw new Error(`nothing says how ${id} is tried`);
  return found(prepare);
}

test.each(EMULATED.map((operation) => [operation.id, operation] as const))(
  "%s is answered with the scopes that it names, and refused without any of them",
  async (_id, operation) => {
    const { product, method } = operation;
    const withScopes = await stage(product);
    const prepare = await withScopes(EVERYTHING[product]);
    const {
      values = {},
      query = {},
      body,
    } = await trialOf(operation, async (...asked) => {
      const answer = await prepare(...asked);
      expect(answer.status, `${asked[1]} ${answer.text}`).toBeLessThan(300);
      return answer;
    });
    const search = new URLSearchParams(query).toString();
    const path = `${pathOf(operation, values)}${search === "" ? "" : `?${search}`}`;
    const scopes = operation.scopes.map((scope) => scope.replace("{module}", () => values["module"] ?? ""));

    for (const missing of scopes) {
      const others = [...scopes.filter((scope) => scope !== missing), UNRELATED];
      const refused = await (await withScopes(others.join(",")))(method, path, body);
      expect(refused.text, `without ${missing}`).toMatch(SCOPE_IS_MISSING[product]);
    }
    const answered = await (await withScopes(scopes.join(",")))(method, path, body);
    expect(answered.status, answered.text).toBeLessThan(300);
    expect(answered.text).not.toMatch(/"status":"error"|"code":300[12]/);
  },
);

test("what only Zoho answers is marked, and the emulator has no such path", async () => {
  const marked = ALL.filter(({ isEmulated }) => isEmulated === false);
  expect(marked.map(({ id }) => id)).toEqual([
    "crm_startBulkRead",
    "crm_getBulkRead",
    "crm_getBulkReadResult",
    "crm_watch",
    "crm_listWatches",
    "crm_renewWatch",
    "crm_stopWatch",
    "crm_convertLead",
    "crm_getTimeline",
    "crm_composite",
  ]);
  const call = await (await stage("crm"))("ZohoCRM.modules.ALL,ZohoCRM.settings.ALL");
  for (const operation of marked) {
    const path = pathOf(operation, { module: "Leads", id: "1", job_id: "1" });
    const { text } = await call(operation.method, path, operation.method === "GET" ? undefined : {});
    expect(text, operation.id).toMatch(
      /INVALID_URL_PATTERN|INVALID_REQUEST_METHOD|INVALID_MODULE|API endpoint not found/,
    );
  }
});

test("everything that the emulator answers can be found", () => {
  const rows = new Set(ALL.map(({ product, method, path }) => `${product} ${method} ${shape(path)}`));
  const crm = CRM_ROUTES.filter(({ only }) => only === undefined || only === "crm");
  const routes = [
    ...crm.map(({ method, path }) => `crm ${method} ${shape(path)}`),
    ...FACES.flatMap(({ product, routes: of }) =>
      of.map((one) => `${product} ${one.method} ${shape(one.path)}`),
    ),
  ];
  const described = routes.filter((route) => CATALOGUE_PRODUCTS.some((id) => route.startsWith(`${id} `)));
  expect(described.length).toBeGreaterThan(60);
  expect(described.filter((route) => !rows.has(route))).toEqual([]);
});

/** A path without the names of its parameters, which each table chooses for itself. */
function shape(path: string): string {
  return path.replace(/\{\w+\}/g, "{}");
}
