import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { escapeScriptEnd } from "../../scripts/build/editor-page";
import { nodeTypes } from "../../scripts/build/node-types";
import { AUTHORIZE_DEFAULTS } from "../../nodes/zoho-authorize/config";
import { CLIENT_DEFAULTS } from "../../nodes/zoho-client/config";
import { dataCenterSecret, TOKEN_PLACES } from "../../nodes/zoho-client/credentials";
import { CHANGES_DEFAULTS } from "../../nodes/zoho-changes/config";
import { ERROR_SWITCH_DEFAULTS } from "../../nodes/zoho-error/config";
import { REFRESH_DEFAULTS } from "../../nodes/zoho-refresh/config";
import { REQUEST_DEFAULTS } from "../../nodes/zoho-request/config";
import { DATA_CENTER_CODES } from "../../src/zoho/data-centers";
import { PROJECT_ROOT } from "../support/project-root";
import { type BuiltEditor, buildEditors } from "./built-editor";

const TYPES = nodeTypes(PROJECT_ROOT);

const DEFAULTS: Readonly<Record<string, object>> = {
  "zoho-authorize": AUTHORIZE_DEFAULTS,
  "zoho-client": CLIENT_DEFAULTS,
  "zoho-changes": CHANGES_DEFAULTS,
  "zoho-error": ERROR_SWITCH_DEFAULTS,
  "zoho-refresh": REFRESH_DEFAULTS,
  "zoho-request": REQUEST_DEFAULTS,
};

/** Properties without an input: set by the code of the dialog, or never shown. */
const WITHOUT_INPUT: readonly string[] = [
  "version",
  "outputs",
  "triggers",
  ...DATA_CENTER_CODES.map(dataCenterSecret),
  ...TOKEN_PLACES,
];

let editors: ReadonlyMap<string, BuiltEditor>;
const editor = (type: string): BuiltEditor => {
  const built = editors.get(type);
  if (built === undefined) throw new Error(`${type} was not built`);
  return built;
};

beforeAll(async () => {
  editors = new Map((await buildEditors()).map((built) => [built.type, built]));
});

describe.each(TYPES)("the editor page of %s", (type) => {
  it("can be parsed, and registers the literal type with an inline object exactly once", () => {
    const registrations = registerCalls(editor(type).code);
    expect(registrations).toHaveLength(1);
    const [name, definition] = registrations[0] ?? [];
    expect(name !== undefined && ts.isStringLiteral(name) && name.text).toBe(type);
    expect(definition !== undefined && ts.isObjectLiteralExpression(definition)).toBe(true);
  });

  it("holds its code itself and nothing of the machine that built it", () => {
    const { page } = editor(type);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toMatch(/<script[^>]*\ssrc=/);
    expect(page).not.toContain(PROJECT_ROOT);
  });

  it("starts a new node with what the runtime expects", () => {
    const { defaults } = editor(type).definition;
    const values = Object.fromEntries(Object.entries(defaults).map(([key, { value }]) => [key, value]));
    expect(values).toEqual(DEFAULTS[type]);
  });

  it("has an input for every property", () => {
    const { dialog, definition } = editor(type);
    const prefix = definition.category === "config" ? "node-config-input" : "node-input";
    const ids = idsOf(dialog);
    const properties = [...Object.keys(definition.defaults), ...Object.keys(definition.credentials ?? {})];
    const missing = properties.filter(
      (property) =>
        !ids.includes(`${prefix}-${property}`) && !ids.includes(`${prefix}-${property}-container`),
    );
    expect(missing.filter((property) => !WITHOUT_INPUT.includes(property))).toEqual([]);
  });

  it("gives reasons from its validators, which Node-RED takes only from those with two parameters", () => {
    const { defaults } = editor(type).definition;
    const silent = Object.entries(defaults).filter(([, { validate }]) => validate && validate.length !== 2);
    expect(silent.map(([property]) => property)).toEqual([]);
  });

  it("names every field by a label, or where it stands beside others of one label by an aria-label", () => {
    const { dialog } = editor(type);
    const labelled = [...dialog.matchAll(/<label[^>]*\sfor="([^"]+)"/g)].map(([, id]) => id);
    const fields = [...dialog.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => !/type="hidden"|\[aria-label\]|aria-labelledby=/.test(tag))
      .map((tag) => /\sid="([^"]+)"/.exec(tag)?.[1]);
    expect([...labelled].sort()).toEqual([...fields].sort());
  });

  it("uses each id once", () => {
    const ids = idsOf(editor(type).dialog);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("leaves colours to the theme of the editor, apart from that of the node itself", () => {
    const { dialog, code } = editor(type);
    const withoutNodeColour = code.replace(/\bcolor:"#\w+",/, "");
    expect(dialog + withoutNodeColour).not.toMatch(
      /#[0-9a-f]{3}\b(?!-)[^"]*;|#[0-9a-f]{6}\b|\brgba?\(|\bhsla?\(/i,
    );
  });

  it("has an icon in white on nothing", () => {
    const path = join(PROJECT_ROOT, "nodes/icons", editor(type).definition.icon);
    expect(existsSync(path)).toBe(true);
    const icon = readFileSync(path, "utf8");
    expect(icon).toContain('width="40" height="60"');
    expect(new Set(icon.match(/#[0-9a-f]{3,6}/gi))).toEqual(new Set(["#fff"]));
  });
});

describe("the text of a script inside a page", () => {
  it("never ends the page's script early", () => {
    expect(escapeScriptEnd('x("</script>", "</SCRIPT >")')).toBe('x("<\\/script>", "<\\/SCRIPT >")');
  });
});

function idsOf(dialog: string): readonly string[] {
  return [...dialog.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? "");
}

function registerCalls(code: string): readonly (readonly ts.Expression[])[] {
  const file = ts.createSourceFile("page.js", code, ts.ScriptTarget.ES2020, true, ts.ScriptKind.JS);
  const problems = ts.transpileModule(code, { fileName: "page.js", reportDiagnostics: true }).diagnostics;
  expect(problems).toEqual([]);
  const calls: (readonly ts.Expression[])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "RED.nodes.registerType") {
      calls.push(node.arguments);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return calls;
}
