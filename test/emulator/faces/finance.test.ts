import { expect, test } from "vitest";
import { FINANCE_APPS } from "../../../src/emulator/faces/finance/finance-apps";
import { eachOnce, faceClient, type FaceClient } from "./support/face-client";

type App = (typeof FINANCE_APPS)[number];

function client(app: App): Promise<FaceClient> {
  return faceClient({ base: `www.zohoapis.com${app.base}`, scope: `${app.scopePrefix}.fullaccess.all` });
}

/** How a call names an organization in this app. */
function naming(app: App, id: string): { readonly query: string; readonly headers: Record<string, string> } {
  return app.header === undefined
    ? { query: `&organization_id=${id}`, headers: {} }
    : { query: "", headers: { [app.header]: id } };
}

test.each(FINANCE_APPS.map((app) => [app.product, app] as const))(
  "%s: the organization in its own place, every list by pages, each record once",
  async (product, app) => {
    const { call, orgId } = await client(app);
    const { query, headers } = naming(app, orgId(product, "Acme"));
    for (const { list, id } of app.resources) {
      expect((await call(list)).body["code"]).toBe(2);
      const seen: unknown[] = [];
      for (let page = 1; ; page += 1) {
        const { body } = await call(`${list}?page=${page}&per_page=150${query}`, { headers });
        expect(body["code"]).toBe(0);
        seen.push(...(body[list] as readonly Record<string, unknown>[]).map((row) => row[id]));
        if (!(body["page_context"] as { has_more_page: boolean }).has_more_page) break;
      }
      expect(eachOnce(seen)).toBeGreaterThan(50);
    }
    const other = await call(`${String(app.resources[0]?.list)}?organization_id=5`);
    expect(other.body["code"]).toBe(6041);
    const organizations = (await call("organizations")).body["organizations"];
    expect(organizations).toMatchObject([{ name: "Acme" }, { name: "Acme Services" }]);
  },
);

test.each(FINANCE_APPS.map((app) => [app.product, app] as const))(
  "%s: a record is made, read, changed and deleted",
  async (product, app) => {
    const { call, orgId } = await client(app);
    const { query, headers } = naming(app, orgId(product, "Acme"));
    const [resource] = app.resources;
    if (resource === undefined) throw new Error("no resources");
    const [mandatory] = resource.fields;
    const name = String(mandatory?.name);
    const made = await call(`${resource.list}?x=1${query}`, { headers, body: { [name]: "Kept" } });
    expect([made.status, made.body["message"]]).toEqual([201, resource.said.created]);
    const one = made.body[resource.one] as Record<string, unknown>;
    const path = `${resource.list}/${String(one[resource.id])}?x=1${query}`;
    expect((await call(path, { headers })).body[resource.one]).toEqual(one);
    const changed = await call(path, { headers, method: "PUT", body: { [name]: "Changed" } });
    expect(changed.body[resource.one]).toMatchObject({ [name]: "Changed" });
    expect((await call(path, { headers, method: "DELETE" })).body["code"]).toBe(0);
    expect((await call(path, { headers })).body["code"]).toBe(1002);
  },
);
