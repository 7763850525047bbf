import { describe, expect, test } from "vitest";
import { grantGaps, judgeScopes } from "../../../nodes/shared/editor/client/judge-scopes";
import { type ScopeUse, scopeUse } from "../../../nodes/shared/editor/client/scope-uses";

const CLIENT = "client1";

/** A node of the workspace that uses the client. */
function use(properties: Readonly<Record<string, unknown>>, id = "n1"): ScopeUse {
  const node = { type: "zoho-request", client: CLIENT, product: "crm", method: "GET", path: "Leads" };
  const found = scopeUse({ ...node, ...properties, id }, CLIENT);
  if (found === undefined) throw new Error("the node uses the client");
  return found;
}

const names = ({ needs }: ScopeUse): readonly string[] | undefined => needs?.map(({ scope }) => scope);

describe("what a node needs", () => {
  test("is told by product, method and path", () => {
    expect(names(use({}))).toEqual(["ZohoCRM.modules.Leads.READ"]);
    expect(names(use({ path: "/crm/v7/Leads/{{payload.id}}?x=1", method: "PUT" }))).toEqual([
      "ZohoCRM.modules.Leads.UPDATE",
    ]);
    expect(names(use({ path: "data/{{o}}/{{a}}/report/{{r}}/{{id}}", product: "creator" }))).toEqual([
      "ZohoCreator.report.READ",
    ]);
  });

  test.each([
    { product: "" },
    { product: "nothing" },
    { method: "" },
    { path: "" },
    { path: "{{payload.module}}" },
    { path: "My_{{payload.module}}/1" },
    { path: "Leads/{{payload.id}}/{{payload.list}}" },
    { path: "${MODULE}" },
    { product: "creator", path: "nowhere" },
    { client: "${CLIENT}" },
  ])("is not known with %j", (properties) => {
    expect(use(properties).needs).toBeUndefined();
  });

  test("is nothing of other clients and other nodes", () => {
    const node = { id: "n1", product: "crm", method: "GET", path: "Leads" };
    expect(scopeUse({ ...node, type: "zoho-request", client: "other" }, CLIENT)).toBeUndefined();
    expect(scopeUse({ ...node, type: "http request", client: CLIENT }, CLIENT)).toBeUndefined();
  });

  test("of changes is told by the module, its filter and its fields", () => {
    const changes = { type: "zoho-changes", path: undefined, method: undefined };
    expect(names(use({ ...changes, module: "Leads", fields: ["Email"], filter: "" }))).toEqual([
      "ZohoCRM.modules.Leads.READ",
    ]);
    expect(names(use({ ...changes, module: "Leads", fields: [], filter: "Email is not null" }))).toEqual([
      "ZohoCRM.modules.Leads.READ",
      "ZohoCRM.settings.fields.READ",
      "ZohoCRM.coql.READ",
    ]);
    expect(names(use({ ...changes, product: "books", module: "vendorcredits" }))).toEqual([
      "ZohoBooks.debitnotes.READ",
    ]);
    expect(names(use({ ...changes, product: "creator", module: "o/a/r" }))).toEqual([
      "ZohoCreator.report.READ",
    ]);
    expect(use({ ...changes, product: "desk", module: "unknown" }).needs).toBeUndefined();
    expect(use({ ...changes, module: "" }).needs).toBeUndefined();
    expect(use({ ...changes, module: "${MODULE}" }).needs).toBeUndefined();
  });
});

describe("chosen scopes", () => {
  test("that nodes need and nobody chose are named with the nodes", () => {
    const uses = [
      use({}, "a"),
      use({ path: "Leads/1" }, "b"),
      use({ path: "Contacts", method: "POST" }, "c"),
    ];
    expect(judgeScopes(["ZohoCRM.org.READ"], uses).missing).toEqual([
      { scope: "ZohoCRM.modules.Leads.READ", isSure: true, nodes: ["a", "b"] },
      { scope: "ZohoCRM.modules.Contacts.CREATE", isSure: true, nodes: ["c"] },
    ]);
    expect(judgeScopes(["ZohoCRM.modules.ALL"], uses).missing).toEqual([]);
    expect(judgeScopes(["ZohoCRM.modules.READ", "ZohoCRM.modules.CREATE"], uses).missing).toEqual([]);
  });

  test("are no certainty where Zoho's pages are none", () => {
    const { missing } = judgeScopes([], [use({ path: "Rooms" })]);
    expect(missing).toEqual([{ scope: "ZohoCRM.modules.custom.READ", isSure: false, nodes: ["n1"] }]);
  });

  test("that come from a variable are not missed", () => {
    expect(judgeScopes(["${SCOPES}"], [use({})]).missing).toEqual([]);
  });

  test("that no node calls for are told from those that one does", () => {
    const scopes = ["ZohoCRM.modules.READ", "ZohoCRM.modules.DELETE", "Desk.tickets.READ"];
    expect(judgeScopes(scopes, [use({})]).unneeded).toEqual(["ZohoCRM.modules.DELETE", "Desk.tickets.READ"]);
    expect(
      judgeScopes(["ZohoBooks.fullaccess.all"], [use({ product: "books", path: "bills" })]).unneeded,
    ).toEqual([]);
  });

  test("that help the package, or belong to no product, are left alone", () => {
    const scopes = [
      "ZohoCRM.org.READ",
      "ZohoCRM.settings.READ",
      "zohocrm.users.all",
      "ZohoSearch.securesearch.READ",
      "AaaServer.profile.READ",
      "openid",
      "${SCOPES}",
      "ZohoPay.payments.READ",
    ];
    expect(judgeScopes(scopes, [use({})]).unneeded).toEqual([]);
  });

  test("are not called unneeded where somebody may need them", () => {
    const deleting = ["ZohoCRM.modules.DELETE"];
    expect(judgeScopes(deleting, []).unneeded).toEqual([]);
    expect(judgeScopes(deleting, [use({}), use({ path: "" }, "b")]).unneeded).toEqual([]);
    expect(judgeScopes(deleting, [use({}), use({ product: "" }, "b")]).unneeded).toEqual([]);
    expect(judgeScopes(deleting, [use({ path: "Rooms" })]).unneeded).toEqual([]);
    // Of another product nothing follows.
    expect(judgeScopes(deleting, [use({}), use({ product: "desk", path: "" }, "b")]).unneeded).toEqual(
      deleting,
    );
  });

  test("leave nodes unjudged that only messages know", () => {
    expect(judgeScopes([], [use({}, "a"), use({ path: "" }, "b")]).unjudged).toEqual(["b"]);
  });
});

test("a connection lacks what it was not granted, where its grant is known", () => {
  const scopes = ["ZohoCRM.modules.READ", "ZohoCRM.org.READ", "${MORE}"];
  const connection = (
    name: string,
    granted: readonly string[],
    state: "healthy" | "damaged" | "not_connected",
  ) => ({
    name,
    state,
    scopes: granted,
  });
  expect(
    grantGaps(scopes, [
      connection("all", ["zohocrm.modules.all", "ZohoCRM.org.READ"], "healthy"),
      connection("some", ["ZohoCRM.org.READ"], "healthy"),
      connection("none", ["ZohoCRM.org.READ"], "not_connected"),
      connection("broken", [], "damaged"),
      connection("untold", [], "healthy"),
    ]),
  ).toEqual([{ connection: "some", scopes: ["ZohoCRM.modules.READ"] }]);
});
