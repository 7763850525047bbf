import { describe, expect, it } from "vitest";
import { REQUEST_DEFAULTS } from "../../../nodes/zoho-request/config";
import { maxTimeMs } from "../../../nodes/zoho-request/max-time";
import { requestOptions, type RequestOptions } from "../../../nodes/zoho-request/request-options";
import { expectCode } from "../support/expect-zoho-error";

/** A node whose dialog leaves to the message what it can. */
const OPEN = { ...REQUEST_DEFAULTS, product: "", method: "", path: "Leads" } as const;

function optionsOf(zoho: Readonly<Record<string, unknown>>): Promise<RequestOptions> {
  return requestOptions({ RED: {} as never, node: {} as never, config: OPEN, msg: { zoho } as never });
}

describe("what a message leaves blank", () => {
  it.each([
    ["product", "crm"],
    ["method", "GET"],
    ["bodyFormat", "automatic"],
    ["paging", "off"],
    ["priority", "interactive"],
    ["connection", ""],
    ["org", ""],
    ["pageSize", undefined],
    ["maxRecords", undefined],
    ["collect", undefined],
    ["query", new URLSearchParams()],
    ["headers", {}],
  ] as const)("%s is the default, however it is blank", async (field, byDefault) => {
    for (const blank of [undefined, null, ""]) {
      expect(await optionsOf({ [field]: blank })).toHaveProperty(field, byDefault);
    }
  });

  it("what is no blank must be known", async () => {
    await expectCode(optionsOf({ priority: " " }), "invalid_input");
    await expectCode(optionsOf({ priority: 0 }), "invalid_input");
    expect(await optionsOf({ priority: "background" })).toMatchObject({ priority: "background" });
  });

  it.each(["soon", -1, Number.NaN, true, {}])(
    "the limit for the whole message can't be %j",
    async (maxTime) => {
      const error = await expectCode(optionsOf({ maxTime }), "invalid_input");
      expect(error.cause.reason).toContain("msg.zoho.maxTime");
    },
  );

  it.each([
    [0, "7.5", 7_500],
    [0, 30, 30_000],
    [0, 0, undefined],
    [0, "", undefined],
    [0, undefined, undefined],
    [0, "soon", undefined],
    [0, 1e12, 2_147_483_000],
    [5, 30, 5_000],
  ])("with %j in the dialog and %j in the message it is %j ms", (maxTime, told, expected) => {
    expect(maxTimeMs({ maxTime }, { zoho: { maxTime: told } } as never)).toBe(expected);
  });

  it("the seconds of a collection that are blank are the node's own", async () => {
    const { collect } = await optionsOf({ collect: 10, collectSeconds: "" });
    expect(collect).toEqual({ records: 10, ms: REQUEST_DEFAULTS.collectSeconds * 1000 });
  });
});

describe("the path", () => {
  const pathOf = async (path: string): Promise<string> =>
    (await requestOptions({ RED: {} as never, node: {} as never, config: { ...OPEN, path }, msg: {} })).path;

  it.each(["Leads", "/Leads"])("%j is the one below the product, with a slash or without", async (path) => {
    expect(await pathOf(path)).toBe("Leads");
  });

  it.each(["//evil.example/Leads", "///evil.example", "/\\evil.example", "/\t/evil.example"])(
    "%j stays what it is, so that the host in it is refused",
    async (path) => {
      expect(await pathOf(path)).toBe(path);
    },
  );
});
