import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { ERROR_CLASSES } from "../../../src/errors/classes";
import { ERROR_CODES, type ErrorCode } from "../../../src/errors/codes";
import { fingerprint, redact } from "../../../src/errors/redact";
import { fill } from "../../../src/errors/sentence";
import { isZohoError, ZohoError } from "../../../src/errors/zoho-error";
import { CANARY } from "../support/secrets";

describe("an error", () => {
  it("says in cause all that a Catch node hands on", () => {
    const error = new ZohoError("token_throttled", {
      zohoCode: "Access Denied",
      status: 400,
      product: "crm",
      connection: "acme",
      retryAt: Date.parse("2026-03-01T12:10:00Z"),
      retryAfterMs: 600_000.4,
      details: { until: "12:10" },
    });
    expect(error.cause).toEqual({
      class: "rate_limited",
      code: "token_throttled",
      zohoCode: "Access Denied",
      status: 400,
      product: "crm",
      connection: "acme",
      retryAt: "2026-03-01T12:10:00.000Z",
      retryAfterMs: 600_000,
      reason: "Zoho's token endpoint refuses new tokens for a while because too many were asked for.",
      remedy:
        "Wait until 12:10. Zoho allows 10 tokens in 10 minutes for each grant; look for other programs that use it.",
      details: { until: "12:10" },
    });
    expect(error.message).toBe(`${error.cause.reason} ${error.cause.remedy}`);
    expect(Object.getPrototypeOf(error.cause)).toBe(Object.prototype);
  });

  it("tells people the time as they read it, and programs as they parse it", () => {
    const { cause } = new ZohoError("token_budget", { details: { until: "2026-03-01T12:10:00.000Z" } });
    expect(cause.remedy).toBe("Wait until 2026-03-01 12:10:00 UTC. Nothing was asked of Zoho.");
    expect(cause.details).toEqual({ until: "2026-03-01T12:10:00.000Z" });
  });

  it("says nothing of what is not known", () => {
    expect(Object.keys(new ZohoError("network", { details: { host: "x", problem: "y" } }).cause)).toEqual([
      "class",
      "code",
      "reason",
      "remedy",
      "details",
    ]);
  });

  it.each(Object.keys(ERROR_CODES) as ErrorCode[])(
    "%s has a class that is an output, and two sentences",
    (code) => {
      const { class: errorClass, reason, remedy } = new ZohoError(code).cause;
      expect(errorClass).toBe(ERROR_CODES[code].class);
      expect(ERROR_CLASSES).toContain(errorClass);
      for (const sentence of [reason, remedy]) expect(sentence).toMatch(/^[A-Z'?].*[.]$/);
    },
  );

  it("learns its connection on the way up, in its sentences too", () => {
    const error = new ZohoError("grant_revoked").with({ connection: "acme", product: "crm" });
    expect(error.cause).toMatchObject({ connection: "acme", product: "crm" });
    expect(error.message).toContain("Authorize 'acme' again");
    expect(error.message).not.toContain("'?'");
  });

  it("keeps what it knew before when it learns more", () => {
    const facts = { status: 200, zohoCode: "x", retryAt: 1_000, retryAfterMs: 5, details: { until: "u" } };
    const error = new ZohoError("token_throttled", { ...facts, connection: "first" });
    const before = { ...error.cause };
    expect(error.copy().cause).toEqual(before);
    expect(error.with({ connection: "second", product: "crm" }).cause).toEqual({ ...before, product: "crm" });
  });

  it("is not changed by one who shares it and learns more: many callers may wait for one failure", () => {
    const shared = new ZohoError("network", { details: { host: "h", problem: "p" } });
    const crm = shared.copy().with({ product: "crm", connection: "acme" });
    const bigin = shared.copy().with({ product: "bigin", connection: "acme" });
    expect(shared.cause.product).toBeUndefined();
    expect(bigin.cause.product).toBe("bigin");
    const seen = crm.cause.details as Record<string, unknown>;
    seen["host"] = "changed by a flow";
    expect(bigin.cause.details?.["host"]).toBe("h");
  });

  it("is known as ours by its name and cause, also from another copy of the package", () => {
    expect(isZohoError(new ZohoError("network"))).toBe(true);
    expect(isZohoError(new Error("x", { cause: {} }))).toBe(false);
    expect(
      isZohoError(Object.assign(new Error("x", { cause: { class: "other" } }), { name: "ZohoError" })),
    ).toBe(true);
    expect(isZohoError({ name: "ZohoError", cause: {} })).toBe(false);
    expect(isZohoError(undefined)).toBe(false);
  });
});

describe("a sentence", () => {
  it("leaves out what has no value", () => {
    expect(fill("Refused[: {message}][ (field {field})].", { message: "m" })).toBe("Refused: m.");
    expect(fill("Refused[: {message}].", { message: "" })).toBe("Refused.");
    expect(fill("Apps[: {apps}].", { apps: [] })).toBe("Apps.");
    expect(fill("Apps[: {apps}].", { apps: ["CRM", "Desk"] })).toBe("Apps: CRM, Desk.");
    expect(fill("{missing}", {})).toBe("?");
  });

  it("does not read values as sentences", () => {
    expect(fill("[{a}]{b}", { a: "{b}[c]$&", b: "B" })).toBe("{b}[c]$&B");
    expect(fill("[{constructor}]{toString}", {})).toBe("?");
  });
});

describe("text from outside", () => {
  it("loses its tokens and its length", () => {
    const text = `token=${CANARY.accessToken}&x ${CANARY.grantCode.toUpperCase()} ${"y".repeat(1_000)}`;
    expect(redact(text)).toMatch(/^token=\[token\]&x \[token\] y+…$/);
    expect(redact(text).length).toBe(301);
    expect(redact(`Zoho-oauthtoken ${CANARY.accessToken}`)).toBe("Zoho-oauthtoken [token]");
  });

  it("loses what has the shape of a client secret, and keeps longer and shorter IDs", () => {
    expect(redact(`client_secret=${CANARY.clientSecret}&x`)).toBe("client_secret=[token]&x");
    for (const id of ["ab".repeat(32), "ab".repeat(16), `${"ab".repeat(20)}z`, "554023000000527002"]) {
      expect(redact(`id ${id}`)).toBe(`id ${id}`);
    }
  });

  it("is read in linear time", () => {
    const hex = "a".repeat(1_000_000);
    for (const hostile of [
      hex,
      "1000.".repeat(200_000),
      `1000.${"a".repeat(1_000_000)}`,
      "1".repeat(1_000_000),
    ]) {
      expect(redact(hostile, 10)).toHaveLength(11);
    }
  });

  it("is told apart by a print that shows nothing of it", () => {
    expect(fingerprint("a")).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint("a")).not.toBe(fingerprint("b"));
    expect(inspect(fingerprint(CANARY.clientSecret))).not.toContain(CANARY.clientSecret.slice(0, 8));
  });
});
