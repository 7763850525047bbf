import { expect, test } from "vitest";
import { ask, emulator } from "./support/running";
import { caller, type Row } from "./support/calling";

const LONG_ID = /^\d{18,19}$/;

/** Every text below a key called `id`. */
function idsIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "id" && inner !== null ? [inner] : idsIn(inner),
  );
}

test("each module is there with its status, one alone with its default view", async () => {
  const { rows, get } = await caller();
  const modules = await rows("settings/modules", "modules");
  expect(modules.map((module) => [module["api_name"], module["status"]])).toEqual([
    ["Leads", "visible"],
    ["Contacts", "visible"],
    ["Accounts", "visible"],
    ["Deals", "visible"],
    ["Tasks", "visible"],
    ["Notes", "system_hidden"],
  ]);
  const hidden = await rows("settings/modules?status=system_hidden,user_hidden", "modules");
  expect(hidden.map((module) => module["api_name"])).toEqual(["Notes"]);
  expect((await get("settings/modules?status=user_hidden")).status).toBe(204);
  expect((await get("settings/modules?status=visible,gone")).body).toMatchObject({
    code: "INVALID_DATA",
    details: { param_name: "status", index: 1 },
  });
  const [leads, ...others] = await rows("settings/modules/Leads", "modules");
  expect(others).toEqual([]);
  expect(leads).toMatchObject({
    api_name: "Leads",
    id: modules[0]?.["id"],
    generated_type: "default",
    api_supported: true,
    custom_view: { name: "All Leads" },
  });
  expect((await get("settings/modules/Nope")).body).toMatchObject({
    code: "INVALID_MODULE",
    details: { resource_path_index: 2 },
  });
});

test("modules had no status before v5", async () => {
  const zoho = await emulator();
  const { rows } = await caller({}, zoho, "crm/v4");
  const modules = await rows("settings/modules", "modules");
  expect(modules.map((module) => module["visible"])).toEqual([true, true, true, true, true, false]);
  expect(modules[0]).not.toHaveProperty("status");
});

test.each(["settings/modules", "settings/modules/Leads", "users"])(
  "%s is 304 where nothing changed after If-Modified-Since",
  async (path) => {
    const { zoho, token } = await caller();
    const since = (time: string): Promise<{ status: number; headers: Headers }> =>
      ask(`${zoho.url}/www.zohoapis.com/crm/v8/${path}`, {
        headers: { Authorization: `Zoho-oauthtoken ${token}`, "If-Modified-Since": time },
      });
    expect((await since("2020-01-01T00:00:00+05:30")).status).toBe(200);
    const unchanged = await since("2026-01-01T00:00:00+05:30");
    expect(unchanged.status).toBe(304);
    expect(unchanged.headers.get("content-type")).toBeNull();
  },
);

test("fields tell what an SDK checks writes against", async () => {
  const { rows, get } = await caller();
  const fields = await rows("settings/fields?module=Leads", "fields");
  const byName = new Map(fields.map((field) => [field["api_name"], field]));
  expect(byName.get("Interests")).toMatchObject({
    data_type: "multiselectpicklist",
    json_type: "jsonarray",
    custom_field: true,
  });
  const values = byName.get("Interests")?.["pick_list_values"] as readonly Row[];
  expect(values.map((value) => value["display_value"])).toEqual([
    "Gateways",
    "Sensors",
    "Service",
    "Software",
    "Training",
  ]);
  expect(byName.get("Next_Contact_Time")).toMatchObject({ data_type: "datetime", custom_field: true });
  expect(byName.get("Company")).toMatchObject({ custom_field: false, lookup: {}, unique: {} });

  const contacts = await rows("settings/fields?module=Contacts", "fields");
  const account = contacts.find((field) => field["api_name"] === "Account_Name");
  const lists = await rows("settings/related_lists?module=Accounts", "related_lists");
  expect(account?.["lookup"]).toMatchObject({
    module: { api_name: "Accounts" },
    api_name: "Contacts",
    id: lists.find((list) => list["api_name"] === "Contacts")?.["id"],
  });
  const tasks = await rows("settings/fields?module=Tasks", "fields");
  expect(tasks.find((field) => field["api_name"] === "What_Id")?.["lookup"]).toMatchObject({
    module: { api_name: "se_module" },
  });

  expect(await rows(`settings/fields/${String(account?.["id"])}?module=Contacts`, "fields")).toEqual([
    account,
  ]);
  expect((await get("settings/fields?module=Leads&type=unused")).status).toBe(204);
  expect((await get("settings/fields?module=Leads&type=odd")).body).toMatchObject({
    code: "INVALID_DATA",
    details: { param_name: "type" },
  });
});

test("a layout has sections with every field of the module", async () => {
  const { rows } = await caller();
  const [layout, ...others] = await rows("settings/layouts?module=Leads", "layouts");
  expect(others).toEqual([]);
  expect(layout).toMatchObject({ name: "Standard", status: "active", created_by: null });
  const sections = layout?.["sections"] as readonly { readonly fields: readonly Row[] }[];
  const fields = await rows("settings/fields?module=Leads", "fields");
  expect(sections.flatMap((section) => section.fields.map((field) => field["id"])).sort()).toEqual(
    fields.map((field) => field["id"]).sort(),
  );
  expect(layout?.["convert_mapping"]).toMatchObject({ Deals: { fields: expect.any(Array) as Row[] } });
  expect(await rows(`settings/layouts/${String(layout?.["id"])}?module=Leads`, "layouts")).toEqual([layout]);
});

test("related lists follow from the lookups, with an address and texts for numbers", async () => {
  const { rows, get } = await caller();
  const lists = await rows("settings/related_lists?module=Accounts", "related_lists");
  expect(lists.map((list) => list["api_name"])).toEqual([
    "Contacts",
    "Deals",
    "Tasks",
    "Notes",
    "Attachments",
  ]);
  expect(lists[0]).toMatchObject({
    module: { api_name: "Contacts", id: expect.stringMatching(LONG_ID) as string },
    href: "Accounts/{ENTITYID}/Contacts",
    sequence_number: "1",
    type: "default",
    status: "visible",
  });
  expect((await get("settings/related_lists?module=Accounts&status=odd")).body["code"]).toBe("INVALID_DATA");
});

test("roles and profiles are those that users have", async () => {
  const { rows } = await caller();
  const users = await rows("users", "users");
  const roles = await rows("settings/roles", "roles");
  expect(roles.map((role) => role["name"])).toEqual(["CEO", "Manager"]);
  expect(roles[1]?.["reporting_to"]).toEqual({ name: "CEO", id: roles[0]?.["id"] });
  expect(users[0]?.["role"]).toEqual({ name: "CEO", id: roles[0]?.["id"] });
  expect(await rows(`settings/roles/${String(roles[1]?.["id"])}`, "roles")).toEqual([roles[1]]);

  const profiles = await rows("settings/profiles", "profiles");
  expect(users[1]?.["profile"]).toEqual({ name: "Standard", id: profiles[1]?.["id"] });
  const [standard] = await rows(`settings/profiles/${String(profiles[1]?.["id"])}`, "profiles");
  const permissions = standard?.["permissions_details"] as readonly Row[];
  const may = (name: string): unknown => permissions.find((one) => one["name"] === name)?.["enabled"];
  expect([may("Crm_Implied_Edit_Leads"), may("Crm_Implied_Delete_Leads")]).toEqual([true, false]);
});

test("users come in pages and one by one", async () => {
  const { rows, get } = await caller();
  const [first, second] = await rows("users", "users");
  const page = await get("users?type=AllUsers&page=2&per_page=1");
  expect(page.body).toMatchObject({
    users: [{ id: second?.["id"] }],
    info: { page: 2, per_page: 1, count: 1, more_records: false },
  });
  expect((await get("users?per_page=1")).body["info"]).toMatchObject({ more_records: true });
  expect((await get("users?page=2")).status).toBe(204);
  expect((await get("users?per_page=201")).body["details"]).toEqual({ param_name: "per_page" });
  expect((await get("users?page=0")).body["details"]).toEqual({ param_name: "page" });
  expect(await rows(`users/${String(first?.["id"])}`, "users")).toEqual([first]);
  expect((await get("users/999999999999999999")).status).toBe(204);
});

const RESOURCES = [
  ["modules", "settings/modules"],
  ["fields", "settings/fields?module=Leads"],
  ["layouts", "settings/layouts?module=Leads"],
  ["custom_views", "settings/custom_views?module=Leads"],
  ["related_lists", "settings/related_lists?module=Leads"],
  ["roles", "settings/roles"],
  ["profiles", "settings/profiles"],
] as const;

test.each(RESOURCES)("%s have a scope and IDs of their own in each org", async (key, path) => {
  const zoho = await emulator();
  const production = await caller({ ask: { scope: `ZohoCRM.settings.${key}.READ` } }, zoho);
  const sandbox = await caller({ org: "Sandbox" }, zoho);
  const ids = idsIn(await production.rows(path, key));
  expect(ids).not.toEqual([]);
  for (const id of ids) expect(id).toMatch(LONG_ID);
  const others = new Set(idsIn(await sandbox.rows(path, key)));
  expect(ids.filter((id) => others.has(id))).toEqual([]);

  const other = RESOURCES.find(([area]) => area !== key);
  expect((await production.get(other?.[1] ?? "")).body["code"]).toBe("OAUTH_SCOPE_MISMATCH");
  if (key === "modules" || key === "related_lists") return;
  const [name = "", query = ""] = path.split("?");
  const [foreign] = await sandbox.rows(path, key);
  expect((await production.get(`${name}/${String(foreign?.["id"])}?${query}`)).body).toMatchObject({
    code: "INVALID_DATA",
    details: { resource_path_index: 2 },
  });
});

test.each(["fields", "layouts", "custom_views", "related_lists"])(
  "settings/%s wants a module that there is",
  async (name) => {
    const { get } = await caller();
    expect((await get(`settings/${name}`)).body).toMatchObject({
      code: "REQUIRED_PARAM_MISSING",
      details: { param_name: "module" },
    });
    expect((await get(`settings/${name}?module=Nope`)).body["code"]).toBe("INVALID_MODULE");
  },
);

test("Bigin describes itself in the same way", async () => {
  const zoho = await emulator();
  const scope = "ZohoBigin.settings.ALL,ZohoBigin.modules.ALL,ZohoBigin.users.READ";
  const { rows } = await caller({ ask: { scope } }, zoho, "bigin/v2");
  expect((await rows("settings/modules/Pipelines", "modules"))[0]).toMatchObject({ status: "visible" });
  const views = await rows("settings/custom_views?module=Pipelines", "custom_views");
  expect(views.map((view) => view["name"])).toContain("Open Deals");
  const lists = await rows("settings/related_lists?module=Contacts", "related_lists");
  expect(lists.map((list) => list["api_name"])).toEqual(["Pipelines", "Notes", "Attachments"]);
  expect(await rows("users", "users")).toHaveLength(2);
});
