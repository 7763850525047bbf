import { beforeAll, describe, expect, it } from "vitest";
import { ERROR_CLASSES } from "../../src/errors/classes";
import { type BuiltEditor, buildEditors } from "./built-editor";

let editors: readonly BuiltEditor[];
const editor = (type: string): BuiltEditor => {
  const built = editors.find((one) => one.type === type);
  if (built === undefined) throw new Error(`${type} was not built`);
  return built;
};

/** What a validator says about a property; `true` where all is well. */
function verdict(
  type: string,
  property: string,
  value: unknown,
  node: Readonly<Record<string, unknown>> = {},
): unknown {
  const built = editor(type);
  return built.definition.defaults[property]?.validate?.call(
    built.node({ ...node, [property]: value }),
    value,
    {},
  );
}

function label(type: string, node: Readonly<Record<string, unknown>> = {}): string {
  const built = editor(type);
  return built.definition.label.call(built.node(node));
}

beforeAll(async () => {
  editors = await buildEditors();
});

describe("a node on the workspace", () => {
  it.each([
    ["zoho-request", { method: "GET", path: "Leads" }, "GET Leads"],
    ["zoho-request", { method: "", path: "Leads" }, "Leads"],
    ["zoho-request", { path: "" }, "zoho request"],
    ["zoho-request", { name: "read", path: "Leads" }, "read"],
    ["zoho-authorize", { connection: "acme" }, "authorize acme"],
    ["zoho-authorize", {}, "zoho authorize"],
    ["zoho-refresh", { connection: "*", mode: "check" }, "check all connections"],
    ["zoho-refresh", {}, "zoho token"],
    ["zoho-changes", { module: "Leads" }, "changes of Leads"],
    ["zoho-changes", { product: "creator", module: "acme/stock/All_Parts" }, "changes of All_Parts"],
    ["zoho-changes", {}, "zoho changes"],
    ["zoho-error", {}, "zoho error switch"],
    ["zoho-client", { dataCenter: "eu" }, "Zoho (EU)"],
    ["zoho-client", { realm: "emulator" }, "Zoho (Emulator on this machine)"],
  ])("%s with %j is called '%s'", (type, node, expected) => {
    expect(label(type, node)).toBe(expected);
  });

  it("that a hand-written flow left incomplete still has a label", () => {
    for (const { type, definition, node } of editors) {
      const bare = Object.fromEntries(
        Object.keys(definition.defaults).map((property) => [property, undefined]),
      );
      expect(definition.label.call(node(bare)), type).toMatch(/^[zZ]oho/);
    }
  });

  it("labels the error output behind its own ones", () => {
    const built = editor("zoho-authorize");
    const labels = [0, 1, 2].map((index) => built.definition.outputLabels?.call(built.node(), index));
    expect(labels).toEqual(["prompt", "connected", "error"]);
  });

  it("has an output for each class of errors in their order", () => {
    const built = editor("zoho-error");
    const labels = ERROR_CLASSES.map((_class, index) =>
      built.definition.outputLabels?.call(built.node(), index),
    );
    expect(built.definition.outputs).toBe(ERROR_CLASSES.length);
    expect(labels).toEqual(ERROR_CLASSES);
  });
});

describe("the client of a node", () => {
  it.each([
    ["good", true],
    ["", /Choose one/],
    ["_ADD_", /Choose one/],
    [undefined, /Choose one/],
    ["deleted", /does not exist/],
    ["broken", /not set up correctly/],
  ])("%j is judged", (client, expected) => {
    const said = verdict("zoho-request", "client", client);
    if (expected instanceof RegExp) expect(said).toMatch(expected);
    else expect(said).toBe(expected);
  });
});

describe("the path of a call", () => {
  it.each([
    "",
    "Leads",
    "Leads/{{payload.id}}",
    "{{payload.module}}/upsert",
    "settings/fields",
    "Leads/{{a?b}}",
  ])("may be '%s'", (path) => {
    expect(verdict("zoho-request", "path", path)).toBe(true);
  });

  it.each([
    ["{module}/{{payload.id}}", /not filled in yet/],
    ["https://www.zohoapis.eu/crm/v8/Leads", /whole address/],
    ["//evil.example/Leads", /whole address/],
    ["\\\\evil.example", /whole address/],
    ["../../bigin/v2/Contacts", /upwards/],
    ["Leads?fields=id", /query parameters/],
    ["Leads#x", /query parameters/],
  ])("may not be '%s', and the reason says what to do", (path, reason) => {
    expect(verdict("zoho-request", "path", path)).toMatch(reason);
  });
});

describe("what a node watches", () => {
  it.each([
    ["module", "Leads", {}, true],
    ["module", "Custom_Module_1", {}, true],
    ["module", "", {}, /missing/],
    ["module", "Leads?fields=id", {}, /no API name/],
    ["module", "Leads/upsert", {}, /no API name/],
    ["module", "acme/stock/All_Parts", { product: "creator" }, true],
    ["module", "stock/All_Parts", { product: "creator" }, /owner\/application\/report/],
    ["module", "acme/../All_Parts", { product: "creator" }, /owner\/application\/report/],
    ["timeZone", "", {}, true],
    ["timeZone", "", { product: "creator" }, /time zone/],
    ["timeZone", "Europe/Berlin", { product: "creator" }, true],
    ["timeZone", "Berlin", { product: "creator" }, /time zone/],
    ["firstDate", "", {}, true],
    ["firstDate", "", { firstRun: "date" }, /Enter a date/],
    ["firstDate", "31.1.2026", { firstRun: "date" }, /Enter a date/],
    ["firstDate", "2026-01-31T08:00:00+01:00", { firstRun: "date" }, true],
  ])("%s = '%s' with %j is judged", (property, value, node, expected) => {
    const said = verdict("zoho-changes", property, value, node);
    if (expected instanceof RegExp) expect(said).toMatch(expected);
    else expect(said).toBe(expected);
  });
});

describe("the scopes of a client", () => {
  it.each([[["ZohoCRM.modules.ALL"]], ["ZohoCRM.modules.ALL, ZohoCRM.org.READ"]])("may be %j", (scopes) => {
    expect(verdict("zoho-client", "scopes", scopes)).toBe(true);
  });

  it.each([
    [[], /no scope yet/],
    ["", /no scope yet/],
    [["ZohoCRM"], /ZohoCRM/],
    ["ZohoCRM.modules.ALL crm", /crm/],
  ])("may not be %j", (scopes, reason) => {
    expect(verdict("zoho-client", "scopes", scopes)).toMatch(reason);
  });
});

describe("the redirect URI of a client", () => {
  it.each([
    "",
    "https://example.com/zoho/callback",
    "http://localhost:1880/zoho/callback",
    "http://192.168.1.5/zoho/callback",
  ])("may be '%s'", (uri) => {
    expect(verdict("zoho-client", "redirectUri", uri)).toBe(true);
  });

  it.each([
    "zoho/callback",
    "ftp://example.com/",
    "http://example.com/zoho/callback",
    "https://example.com/#x",
  ])("may not be '%s'", (uri) => {
    expect(verdict("zoho-client", "redirectUri", uri)).toMatch(/https:\/\//);
  });
});

describe("numbers of a dialog", () => {
  it.each([
    ["zoho-request", "timeout", "0", {}, true],
    ["zoho-request", "timeout", "-1", {}, /at least 0/],
    ["zoho-request", "timeout", "", {}, /at least 0/],
    ["zoho-authorize", "timeout", 600, {}, true],
    ["zoho-authorize", "timeout", "5", {}, /at least 30/],
    ["zoho-changes", "interval", "10", { intervalUnit: "seconds" }, true],
    ["zoho-changes", "interval", "9", { intervalUnit: "seconds" }, /at least 10 seconds/],
    ["zoho-changes", "interval", "24", { intervalUnit: "hours" }, true],
    ["zoho-changes", "interval", "25", { intervalUnit: "hours" }, /at most 24 hours/],
    ["zoho-changes", "interval", "", {}, /at least 10 seconds/],
    ["zoho-changes", "batchSize", "200", {}, true],
    ["zoho-changes", "batchSize", "201", {}, /1 to 200/],
    ["zoho-changes", "takenMinutes", "0", {}, /more than 0/],
    ["zoho-refresh", "minutes", "59", { mode: "refresh" }, true],
    ["zoho-refresh", "minutes", "60", { mode: "refresh" }, /1 to 59/],
    ["zoho-refresh", "minutes", "0", { mode: "check" }, true],
  ])("%s: %s = %j with %j is judged", (type, property, value, node, expected) => {
    const said = verdict(type, property, value, node);
    if (expected instanceof RegExp) expect(said).toMatch(expected);
    else expect(said).toBe(expected);
  });
});

describe("a flow that an older version made", () => {
  it("is as valid as a new node: what it lacks has the value of a new one", () => {
    for (const { type, definition, node } of editors) {
      const bare = Object.fromEntries(
        Object.keys(definition.defaults).map((property) => [property, undefined]),
      );
      for (const [property, { value, validate }] of Object.entries(definition.defaults)) {
        const ofNew = validate?.call(node({}), value, {});
        expect(validate?.call(node(bare), undefined, {}), `${type}.${property}`).toEqual(ofNew);
      }
    }
  });
});

describe("the automation of a write", () => {
  it("that is to be chosen must be chosen", () => {
    expect(verdict("zoho-request", "triggers", [], { workflows: "chosen" })).toMatch(/Choose some/);
    expect(verdict("zoho-request", "triggers", ["workflow"], { workflows: "chosen" })).toBe(true);
    expect(verdict("zoho-request", "triggers", [], { workflows: "all" })).toBe(true);
  });
});

describe("the limits of what is kept", () => {
  it.each([
    ["keepRecords", 100_000, true],
    ["keepRecords", 0, /from 1 to 10000000/],
    ["keepRecords", "2.5", /from 1/],
    ["keepRecords", "", /from 1/],
    ["keepMegabytes", "0.5", /from 1 to 100000/],
    ["keepMegabytes", 1.5, true],
    ["keepDays", "0.5", true],
    ["keepDays", "0", /from 0.01 to 365/],
    ["keepDays", 366, /from 0.01 to 365/],
  ])("%s = %j is judged where something is kept, and only there", (property, value, expected) => {
    const said = verdict("zoho-request", property, value, { ifUnreachable: "keep" });
    if (expected instanceof RegExp) expect(said).toMatch(expected);
    else expect(said).toBe(expected);
    expect(verdict("zoho-request", property, value, { ifUnreachable: "error" })).toBe(true);
  });
});
