import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillPath, gapsOf } from "../../../src/api/path-template";
import { productUrl } from "../../../src/transport/destination";
import { expectCode } from "../support/expect-zoho-error";

const filled = (value: unknown): string => fillPath("Leads/{{payload.id}}/Notes", () => value);

describe("a path with gaps", () => {
  it("takes values as one encoded segment each", () => {
    expect(filled("a/b?c#d&e=f%")).toBe("Leads/a%2Fb%3Fc%23d%26e%3Df%25/Notes");
    expect(filled("$& $1 \\")).toBe("Leads/%24%26%20%241%20%5C/Notes");
    expect(filled(7)).toBe("Leads/7/Notes");
    expect(filled(554023000000527002n)).toBe("Leads/554023000000527002/Notes");
    expect(filled("554023000000527002")).toBe("Leads/554023000000527002/Notes");
    expect(filled("...")).toBe("Leads/.../Notes");
    expect(filled("%2e%2e")).toBe("Leads/%252e%252e/Notes");
  });

  it("names each expression once, without the space around it", () => {
    expect(gapsOf("{{ a.b }}/{{a.b}}/{{c}}/{{ }}/{{}}/{d}")).toEqual(["a.b", "c"]);
    expect(fillPath("{{ a }}-{{b}}", (expression) => expression)).toBe("a-b");
  });

  it.each([
    undefined,
    null,
    "",
    {},
    [],
    true,
    Symbol("x"),
    () => 1,
    NaN,
    Infinity,
    1.5,
    2 ** 53,
    new Date(0),
  ])("can't be filled with %j", async (value) => {
    const error = await expectCode(() => filled(value), "invalid_input");
    expect(error.message).toContain("{{payload.id}} in the path");
  });

  it.each([".", "..", "\ud800", "a\udfffb"])(
    "can't be filled with %j, which no URL can say",
    async (value) => {
      await expectCode(() => filled(value), "invalid_input");
    },
  );

  it("stays in its place for every value", () => {
    const values = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "..",
        ".",
        "../..",
        "%2e%2e",
        "//evil.example",
        "..\\..",
        "a/../b",
        "@evil",
        "?x",
        "#x",
      ),
    );
    fc.assert(
      fc.property(values, (value) => {
        let path: string;
        try {
          path = filled(value);
        } catch {
          return;
        }
        const place = { product: "crm", dataCenter: "eu", environment: "Production" } as const;
        let url: URL;
        try {
          url = productUrl(place, path);
        } catch {
          return;
        }
        expect(url.pathname.split("/")).toHaveLength(6);
        expect(url.pathname.endsWith("/Notes")).toBe(true);
        expect(url.search + url.hash).toBe("");
      }),
      { numRuns: 10_000 },
    );
  });

  it("is read in linear time", () => {
    for (const hostile of [
      `{{${" ".repeat(200_000)}`,
      "{{".repeat(200_000),
      `{{${" a".repeat(100_000)}`,
      "{{a}".repeat(100_000),
    ]) {
      expect(gapsOf(hostile)).toEqual([]);
    }
  });
});
