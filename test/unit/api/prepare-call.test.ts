import { describe, expect, it } from "vitest";
import { REQUEST_DEFAULTS, type RequestConfig } from "../../../nodes/zoho-request/config";
import { prepareCall } from "../../../nodes/zoho-request/prepare-call";
import type { PreparedCall } from "../../../nodes/zoho-request/prepared-call";
import { requestOptions } from "../../../nodes/zoho-request/request-options";
import { PRODUCT_IDS, type ProductId } from "../../../src/zoho/products";

const CRITERIA = { criteria: 'Status == "Done"' };

/** The call that a message makes of a node with this dialog. */
async function prepared(config: Partial<RequestConfig>, payload: unknown): Promise<PreparedCall> {
  const RED = {
    settings: {},
    util: {
      evaluateNodeProperty: (
        _value: string,
        _type: string,
        _node: unknown,
        msg: { payload: unknown },
        done: Done,
      ) => {
        done(null, msg.payload);
      },
    },
  } as never;
  const node = { id: "n1" } as never;
  const msg = { payload } as never;
  const full = { ...REQUEST_DEFAULTS, ...config };
  const options = await requestOptions({ RED, node, config: full, msg });
  const connection = { id: "c1", name: "acme", pins: { level: "unknown" } } as never;
  return prepareCall({
    RED,
    node,
    config: full,
    msg,
    signal: new AbortController().signal,
    options,
    connection,
  });
}

type Done = (error: Error | null, value: unknown) => void;

describe("a DELETE", () => {
  const REPORT = { product: "creator", method: "DELETE", path: "data/acme/app/report/Visits" } as const;

  it("sends no body where nobody says of which format it is", async () => {
    for (const bodyFormat of ["", "automatic"] as const) {
      const { call, body } = await prepared({ ...REPORT, bodyFormat }, CRITERIA);
      expect([call.body, body, call.headers]).toEqual([undefined, undefined, {}]);
    }
  });

  it("sends the body that Creator takes the criteria from, as the chosen format", async () => {
    const { call } = await prepared({ ...REPORT, bodyFormat: "json" }, CRITERIA);
    expect(call.body).toBe(JSON.stringify(CRITERIA));
    expect(call.headers).toEqual({ "content-type": "application/json" });
    const form = await prepared({ ...REPORT, bodyFormat: "form" }, { CONFIG: { criteria: "a" } });
    expect(form.call.headers).toEqual({ "content-type": "application/x-www-form-urlencoded" });
  });
});

describe("the choice of automations", () => {
  const PATHS: Readonly<Partial<Record<ProductId, string>>> = {
    creator: "data/acme/app/form/Visit",
    iot: "Devices",
  };

  it("goes with writes to the products that have them, and with no other", async () => {
    const told: ProductId[] = [];
    for (const product of PRODUCT_IDS) {
      const path = PATHS[product] ?? "Leads";
      const { call } = await prepared(
        { product, method: "POST", path, workflows: "none" },
        { Last_Name: "A" },
      );
      if (JSON.stringify(call.body).includes("trigger")) told.push(product);
    }
    expect(told).toEqual(["crm", "bigin", "recruit"]);
  });

  it("stays what the flow says itself", async () => {
    const config = { method: "POST", path: "Leads", workflows: "none" } as const;
    const { call } = await prepared(config, { data: [{ Last_Name: "A" }], trigger: ["approval"] });
    expect(call.body).toContain('"trigger":["approval"]');
  });
});
