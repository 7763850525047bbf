import { describe, expect, it } from "vitest";
import { callsAtOnce, editionIn } from "../../../src/zoho/crm-editions";

function org(license: unknown): unknown {
  return { org: [{ zgid: "638468578", license_details: license }] };
}

describe("the edition of an org", () => {
  it.each([
    ["enterprise", { paid: true, paid_type: "enterprise", trial_type: null }],
    ["free", { paid: false, paid_type: "free", trial_type: null }],
    ["ultimate", { paid: true, paid_type: "ultimate", trial_type: "ultimate" }],
  ])("is %s", (edition, license) => {
    expect(editionIn(org(license))).toBe(edition);
  });

  // The second as Zoho's page prints it.
  it.each([
    ["no license", undefined],
    ["an edition that is tried out", { paid: false, paid_type: "free", trial_type: "enterprise" }],
    ["a number", { paid: true, paid_type: 7 }],
    ["a long text", { paid: true, paid_type: "x".repeat(41) }],
  ])("is not known by %s", (_what, license) => {
    expect(editionIn(org(license))).toBeUndefined();
  });

  it.each([undefined, null, "org", { org: [] }, { org: "one" }, Buffer.from("org")])(
    "is not known by an answer of another shape: %j",
    (body) => {
      expect(editionIn(body)).toBeUndefined();
    },
  );
});

it.each([
  ["free", 5],
  ["Standard", 10],
  ["starter", 10],
  ["professional", 15],
  ["zohoone", 20],
  ["Zoho One", 20],
  ["CRM Plus", 25],
  ["ultimate", 25],
  ["constructor", undefined],
  ["galactic", undefined],
])("%s lets %s calls run at once", (edition, limit) => {
  expect(callsAtOnce(edition)).toBe(limit);
});
