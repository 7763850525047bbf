import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isZohoError, ZohoError } from "../../../src/errors/zoho-error";
import { accountsUrl, productUrl, type SafeUrl } from "../../../src/transport/destination";
import { DATA_CENTER_CODES, DATA_CENTERS } from "../../../src/zoho/data-centers";
import { ENVIRONMENTS } from "../../../src/zoho/environments";
import { PRODUCT_IDS, PRODUCTS } from "../../../src/zoho/products";
import { FOREIGN_ADDRESSES } from "../../inputs/corpora/addresses";
import { AT_HOME, CLIMBING, UNSENDABLE } from "../../inputs/corpora/paths";
import { expectCode } from "../support/expect-zoho-error";

const PLACE = { product: "crm", dataCenter: "eu", environment: "Production" } as const;
const ORIGIN = "https://www.zohoapis.eu";

/** What would be sent, or the code of the refusal. Anything but a ZohoError fails the test. */
function outcome(path: string): SafeUrl | string {
  try {
    return productUrl(PLACE, path);
  } catch (error) {
    if (error instanceof ZohoError) return error.code;
    throw error;
  }
}

describe("where a product's token may go", () => {
  it.each(FOREIGN_ADDRESSES)("refuses the whole address %j", (path) => {
    const got = outcome(path);
    expect(["foreign_host", "invalid_path"]).toContain(typeof got === "string" ? got : got.href);
  });

  it.each(AT_HOME)("stays at its own host with %j", (path, asks) => {
    const got = outcome(path);
    const { origin, pathname, search } = new URL(got);
    expect(origin + pathname + search).toBe(`${ORIGIN}/crm/v8/${asks}`);
  });

  it.each(CLIMBING)("does not climb out of its product with %j", (path) => {
    expect(outcome(path)).toBe("invalid_path");
  });

  it.each(UNSENDABLE)("refuses what can't stand in a path: %j", (path) => {
    // What stands at the ends is only white space of people who paste.
    if (path.trim() === "Leads") expect(String(outcome(path))).toBe(`${ORIGIN}/crm/v8/Leads`);
    else expect(outcome(path)).toBe("invalid_path");
  });

  it.each([
    ["Leads", "/crm/v8/Leads"],
    ["/Leads", "/crm/v8/Leads"],
    ["Leads/554023000000527002", "/crm/v8/Leads/554023000000527002"],
    ["/crm/v8/Leads", "/crm/v8/Leads"],
    ["crm/v8/Leads", "/crm/v8/Leads"],
    ["https://www.zohoapis.eu/crm/v8/Leads", "/crm/v8/Leads"],
    ["  https://www.zohoapis.eu/crm/v8/Leads  ", "/crm/v8/Leads"],
    ["Leads?per_page=5", "/crm/v8/Leads?per_page=5"],
    [
      "Leads/search?criteria=(Email:equals:a%40b.example)",
      "/crm/v8/Leads/search?criteria=(Email:equals:a%40b.example)",
    ],
    ["Leads/a%2Fb", "/crm/v8/Leads/a%2Fb"],
    ["Leads/x..y", "/crm/v8/Leads/x..y"],
    ["Leads/a:b@c", "/crm/v8/Leads/a:b@c"],
    ["Leads/Größe", "/crm/v8/Leads/Gr%C3%B6%C3%9Fe"],
    ["crm/bulk/v8/read", "/crm/bulk/v8/read"],
    ["/crm/v2.1/Leads", "/crm/v2.1/Leads"],
    ["https://www.zohoapis.eu/crm/v2/Leads", "/crm/v2/Leads"],
    ["crm", "/crm/v8/crm"],
    ["bigin/v2/Contacts", "/crm/v8/bigin/v2/Contacts"],
  ])("takes %j", (path, expected) => {
    expect(String(outcome(path))).toBe(ORIGIN + expected);
  });

  it.each([
    "https://www.zohoapis.eu/bigin/v2/Contacts",
    "https://www.zohoapis.eu/crmx/v2/Leads",
    "https://www.zohoapis.eu/crm",
    "https://www.zohoapis.eu/crm/v7/../../bigin/v2/Contacts",
    "/crm/bulk/../../bigin/v2/Contacts",
    "crm/%2e%2e/bigin/v2/Contacts",
    "https://www.zohoapis.eu/",
  ])("refuses an address of its own host that is not below its product: %s", (path) => {
    expect(outcome(path)).toBe("invalid_path");
  });

  it("adds a query to one that stands in the path", () => {
    expect(productUrl(PLACE, "Leads?a=1", new URLSearchParams({ b: "2&c=3" })).search).toBe(
      "?a=1&b=2%26c%3D3",
    );
    expect(productUrl(PLACE, "Leads", new URLSearchParams({ b: "#@evil" })).search).toBe("?b=%23%40evil");
  });

  it("keeps the start of a refused path in its error and no more", () => {
    const error = errorOf(`https://evil.example/${"x".repeat(10_000)}`);
    expect(error.message.length).toBeLessThan(600);
    expect(error.cause.details?.["host"]).toBe(ORIGIN);
  });

  it("never leaves its row, whatever the path, for every place of the table", () => {
    const places = fc.record({
      product: fc.constantFrom(...PRODUCT_IDS),
      dataCenter: fc.constantFrom(...DATA_CENTER_CODES),
      environment: fc.constantFrom(...ENVIRONMENTS),
    });
    const bits = fc.constantFrom(
      ..."/\\@:.?#%&;= \t\r\n\0".split(""),
      "..",
      "//",
      "%2e",
      "%2f",
      "%5c",
      "%00",
      "https:",
      "http://",
      "evil.example",
      "www.zohoapis.eu",
      "Leads",
      "crm/v8",
      "[::1]",
      "user:pw",
      "\u00a0",
      "\ufeff",
      "。",
      "ｅ",
    );
    const paths = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.webUrl(),
      fc.array(bits, { maxLength: 12 }).map((some) => some.join("")),
    );
    fc.assert(
      fc.property(places, paths, (place, path) => {
        const { host, roots } = PRODUCTS[place.product];
        try {
          const url = productUrl(place, path);
          expect(url.origin).toBe(`https://${host(DATA_CENTERS[place.dataCenter], place.environment)}`);
          expect(url.username + url.password + url.hash).toBe("");
          expect(roots.some((root) => url.pathname.startsWith(`/${root}/`))).toBe(true);
          expect(
            decodeURIComponent(
              url.pathname.replace(/%(?![0-9a-f]{2})/gi, "%25").replace(/%[89a-f]./gi, "x"),
            ).split(/[/\\]/),
          ).not.toContain("..");
        } catch (error) {
          if (!isZohoError(error)) throw error;
          expect(["invalid_path", "foreign_host"]).toContain(error.code);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});

describe("where client secrets may go", () => {
  it.each(DATA_CENTER_CODES)("has one accounts server for %s", (dataCenter) => {
    const url = accountsUrl(dataCenter, "/oauth/v2/token");
    expect(url.href).toBe(`https://${DATA_CENTERS[dataCenter].accountsHost}/oauth/v2/token`);
  });

  it.each([
    ".evil.example/oauth/v2/token",
    "@evil.example/oauth/v2/token",
    ":8443/oauth/v2/token",
    ":secret@evil.example",
  ])("stays at its own host with %j", async (path) => {
    await expectCode(() => accountsUrl("eu", path), "foreign_host");
  });

  it("is nowhere where the path makes no URL", async () => {
    await expectCode(() => accountsUrl("eu", ":port/oauth"), "invalid_path");
  });
});

function errorOf(path: string): ZohoError {
  try {
    productUrl(PLACE, path);
  } catch (error) {
    if (error instanceof ZohoError) return error;
  }
  throw new Error("it should have been refused");
}
