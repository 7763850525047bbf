import { describe, expect, it } from "vitest";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import { ModuleFields } from "../../../src/api/module-fields";
import { ZohoError } from "../../../src/errors/zoho-error";
import { HeldClock } from "../support/held-clock";

const CONNECTION = { id: "c1", generation: 1, scopes: [] } as unknown as ApiCall["connection"];

const FIELDS = [
  { api_name: "Last_Name", data_type: "text" },
  { api_name: "Visits", data_type: "subform" },
  ...Array.from({ length: 60 }, (_, place) => ({ api_name: `F${place}`, data_type: "text" })),
];

function stage(answer: () => unknown = () => ({ fields: FIELDS })) {
  const asked: ApiCall[] = [];
  const clock = new HeldClock();
  const fields = new ModuleFields(
    {
      call: async (call) => {
        asked.push(call);
        return Promise.resolve({ status: 200, headers: {}, body: answer(), url: "" } as unknown as ApiAnswer);
      },
    },
    clock,
  );
  const named = async (call: Partial<ApiCall> = {}): Promise<string | null | undefined> =>
    (
      await fields.named({ connection: CONNECTION, product: "crm", method: "GET", path: "Leads", ...call })
    ).query?.get("fields");
  return { asked, clock, named };
}

describe("a list that names no fields", () => {
  it("asks for the first 50 of its module that have a value", async () => {
    const { named, asked } = stage();
    const names = (await named({ headers: { "if-modified-since": "x" } }))?.split(",") ?? [];
    expect(names).toHaveLength(50);
    expect(names.slice(0, 2)).toEqual(["Last_Name", "F0"]);
    expect(asked.map(({ path, query, headers }) => [path, String(query), headers])).toEqual([
      ["settings/fields", "module=Leads", undefined],
    ]);
  });

  it("looks them up once in ten minutes for each connection and module", async () => {
    const { named, asked, clock } = stage();
    await named();
    await named();
    expect(asked).toHaveLength(1);
    await named({ path: "Contacts" });
    await named({ connection: { ...CONNECTION, id: "c2" } });
    await named({ connection: { ...CONNECTION, generation: 2 } });
    expect(asked).toHaveLength(4);
    await clock.pass(601_000);
    await named();
    expect(asked).toHaveLength(5);
  });

  it.each<[string, Partial<ApiCall>]>([
    ["a list that names its fields", { query: new URLSearchParams({ fields: "Email" }) }],
    ["fields in the path", { path: "Leads?fields=Email" }],
    ["a custom view", { query: new URLSearchParams({ cvid: "1" }) }],
    ["one record", { path: "Leads/1173316001000100450" }],
    ["a search", { path: "Leads/search" }],
    ["what is no module", { path: "files" }],
    ["a write", { method: "POST" }],
    ["another product", { product: "recruit" }],
    ["the version of CRM that gives all fields", { path: "/crm/v2.1/Leads" }],
  ])("leaves %s alone", async (_what, call) => {
    const { named, asked } = stage();
    await named(call);
    expect(asked).toEqual([]);
  });

  it.each(["invalid_scope", "not_found"] as const)("goes on without them after %s", async (code) => {
    const { named } = stage(() => {
      throw new ZohoError(code);
    });
    expect(await named()).toBeUndefined();
  });

  it("fails where the list would fail, too", async () => {
    const { named } = stage(() => {
      throw new ZohoError("network");
    });
    await expect(named()).rejects.toMatchObject({ cause: { code: "network" } });
  });
});
