import { describe, expect, it } from "vitest";
import { requestBody, type Workflows } from "../../../src/api/body/request-body";
import { expectCode } from "../support/expect-zoho-error";

function sent(value: unknown, path = "Leads", workflows: Workflows = "all"): unknown {
  const body = requestBody(value, { product: "crm", path, workflows });
  return typeof body?.content === "string" ? (JSON.parse(body.content) as unknown) : body?.content;
}

describe("the body of a write", () => {
  it.each([
    "Leads",
    "/crm/v8/Leads",
    "crm/v8/Leads/",
    "Leads/upsert",
    "Leads/554023000000527002",
    "Leads?x=1",
    "https://www.zohoapis.eu/crm/v8/Leads",
  ])("puts a record into its envelope for %s", (path) => {
    expect(sent({ Last_Name: "Ada" }, path)).toEqual({ data: [{ Last_Name: "Ada" }] });
  });

  it("puts several into one, and remembers them in order", () => {
    const items = [{ Last_Name: "Ada" }, { Last_Name: "Bob" }];
    const body = requestBody(items, { product: "crm", path: "Leads", workflows: "all" });
    expect(body).toMatchObject({
      content: JSON.stringify({ data: items }),
      contentType: "application/json",
      items,
    });
  });

  it("leaves an envelope as it is", () => {
    const envelope = { data: [{ Last_Name: "Ada" }], duplicate_check_fields: ["Email"] };
    expect(sent(envelope)).toEqual(envelope);
    expect(requestBody(envelope, { product: "crm", path: "Leads", workflows: "all" })?.items).toEqual(
      envelope.data,
    );
  });

  it.each(["settings/tags", "org", "coql", "users", "Leads/1/actions/convert"])(
    "is sent as it is to %s",
    (path) => {
      expect(sent({ select_query: "x" }, path)).toEqual({ select_query: "x" });
    },
  );

  describe("where the envelope holds the fields of one record", () => {
    const report = "data/acme/field-service/report/All_Readings";
    const changed = (value: unknown, path = `${report}/4621170003500000001`): unknown => {
      const body = requestBody(value, { product: "creator", path, workflows: "all" });
      return typeof body?.content === "string" ? JSON.parse(body.content) : body?.content;
    };

    it.each([
      ["bare", { Sensor: "A" }],
      ["as the only one of an array", [{ Sensor: "A" }]],
      ["in the envelope", { data: { Sensor: "A" } }],
      ["in the envelope of a list", { data: [{ Sensor: "A" }] }],
      ["as text", '{"Sensor":"A"}'],
    ])("takes them %s", (_how, value) => {
      expect(changed(value)).toEqual({ data: { Sensor: "A" } });
    });

    it("keeps what stands beside them, and chooses several by a criterion in the same way", () => {
      const envelope = { criteria: "Value > 3", data: { Sensor: "A" }, skip_workflow: ["form_workflow"] };
      expect(changed(envelope, report)).toEqual(envelope);
    });

    it.each([[[{ Sensor: "A" }, { Sensor: "B" }]], [[]], [7]])("refuses %j", async (value) => {
      await expectCode(() => changed(value), "invalid_input");
    });

    it("puts records for a form into a list", () => {
      expect(changed({ Sensor: "A" }, "data/acme/field-service/form/Reading")).toEqual({
        data: [{ Sensor: "A" }],
      });
    });
  });

  it("names the automations that shall run, unless the envelope does", () => {
    expect(sent({ a: 1 }, "Leads", [])).toEqual({ data: [{ a: 1 }], trigger: [] });
    expect(sent({ a: 1 }, "Leads", ["workflow"])).toEqual({ data: [{ a: 1 }], trigger: ["workflow"] });
    expect(sent({ data: [{ a: 1 }], trigger: ["approval"] }, "Leads", [])).toEqual({
      data: [{ a: 1 }],
      trigger: ["approval"],
    });
    expect(sent({ a: 1 }, "settings/tags", [])).toEqual({ a: 1 });
  });

  it("may be text or bytes", () => {
    expect(requestBody('{"data":[]}', { product: "crm", path: "Leads", workflows: "all" })).toEqual({
      content: '{"data":[]}',
      contentType: "application/json",
      items: [],
    });
    expect(requestBody("hello", { product: "crm", path: "Leads", workflows: "all" })?.contentType).toBe(
      "text/plain; charset=utf-8",
    );
    const bytes = new Uint8Array([1, 2, 3]);
    for (const value of [bytes, Buffer.from(bytes), new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4)]) {
      const body = requestBody(value, { product: "crm", path: "Leads", workflows: "all" });
      expect(body).toEqual({ content: Buffer.from(bytes), contentType: "application/octet-stream" });
    }
  });

  it("that is JSON as text names its records, and keeps every digit where nothing must be added", () => {
    const text = '{ "data": [{ "Owner": 554023000000527002 }, {}] }';
    for (const value of [text, Buffer.from(text)]) {
      const body = requestBody(value, { product: "crm", path: "Leads", workflows: "all" });
      expect(body).toMatchObject({ content: text, contentType: "application/json" });
      expect(body?.items).toHaveLength(2);
    }
    const bare = requestBody('{"a":1}', { product: "crm", path: "Leads", workflows: [] });
    expect(bare).toEqual({ content: '{"data":[{"a":1}],"trigger":[]}', contentType: "application/json" });
  });

  it("is none for nothing", () => {
    expect(requestBody(undefined, { product: "crm", path: "Leads", workflows: "all" })).toBeUndefined();
    expect(requestBody(null, { product: "crm", path: "Leads", workflows: "all" })).toBeUndefined();
  });

  it.each([7, true, 7n, Symbol("x"), () => 1, []])("can't be %s", async (value) => {
    await expectCode(() => sent(value), "invalid_input");
  });

  it("says what is wrong with a record that can't be written", async () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    const deep: unknown[] = [];
    let inner = deep;
    for (let level = 0; level < 100_000; level++) inner.push((inner = []));
    const getter = Object.defineProperty({}, "x", {
      enumerable: true,
      get: () => {
        throw new Error("no");
      },
    });
    for (const value of [
      circle,
      { deep },
      { big: 1n },
      getter,
      {
        at: {
          toJSON: () => {
            throw new Error("no");
          },
        },
      },
    ]) {
      const error = await expectCode(() => sent(value), "invalid_input");
      expect(error.message).toContain("The body");
    }
  });

  it("has no more bytes than are sent, counted as bytes", async () => {
    await expectCode(() => sent({ note: "€".repeat(12 * 1024 * 1024) }), "body_too_large");
  });

  it("keeps an own __proto__ key as a mere key", () => {
    const record = JSON.parse('{"__proto__":{"admin":true},"Last_Name":"Ada"}') as unknown;
    const body = requestBody(record, { product: "crm", path: "Leads", workflows: [] });
    expect(body?.content).toBe('{"data":[{"__proto__":{"admin":true},"Last_Name":"Ada"}],"trigger":[]}');
  });
});
