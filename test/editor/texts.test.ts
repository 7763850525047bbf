import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { WAYS } from "../../nodes/zoho-authorize/config";
import { CONNECT_STEPS } from "../../nodes/shared/editor/client/connect-steps";
import { WAYS_TO_CONNECT } from "../../nodes/shared/editor/client/ways";
import { CALLBACK_SERVERS } from "../../nodes/zoho-client/config";
import {
  ADVANCES,
  CHANGES_OUTPUTS,
  CHANGES_PRODUCTS,
  FIRST_RUNS,
  INTERVAL_UNITS,
} from "../../nodes/zoho-changes/config";
import { REFRESH_MODES } from "../../nodes/zoho-refresh/config";
import {
  IF_UNREACHABLE,
  PAGING_MODES,
  PRIORITIES,
  RESULT_SHAPES,
  WORKFLOW_MODES,
  WORKFLOW_TRIGGERS,
} from "../../nodes/zoho-request/config";
import { type NestedCatalogue, nest } from "../../scripts/build/catalogues";
import { nodeTypes } from "../../scripts/build/node-types";
import { BODY_FORMATS } from "../../src/api/body/body-format";
import { ERROR_CLASSES } from "../../src/errors/classes";
import { REALMS } from "../../src/zoho/realm";
import { PROJECT_ROOT } from "../support/project-root";
import { type BuiltEditor, buildEditors } from "./built-editor";

let editors: readonly BuiltEditor[];

beforeAll(async () => {
  editors = await buildEditors();
});

describe.each(nodeTypes(PROJECT_ROOT))("the texts of %s", (type) => {
  const own = (): BuiltEditor => {
    const found = editors.find((editor) => editor.type === type);
    if (found === undefined) throw new Error(`${type} was not built`);
    return found;
  };

  it("are in its catalogue wherever the dialog asks for one", () => {
    const keys = dialogKeys(own().dialog);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => own().text(key) === undefined)).toEqual([]);
  });

  it("are in its catalogue wherever the code asks for one", () => {
    const known = flatKeys(own().catalogue);
    const missing = codeKeys(own().code).filter((asked) => !known.some((key) => asked.test(key)));
    expect(missing.map(String)).toEqual([]);
  });

  it("are all used, by the dialog or by the runtime", () => {
    const asked = [
      ...dialogKeys(own().dialog).map(exactly),
      ...codeKeys(own().code),
      ...runtimeSources().flatMap(codeKeys),
    ];
    const ofType = flatKeys(own().catalogue).filter((key) => key.startsWith(`${type}.`));
    expect(ofType.filter((key) => !asked.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});

describe("the shared texts", () => {
  it("are all used, by a dialog or by the runtime", () => {
    const asked = [
      ...editors.flatMap(({ dialog, code }) => [...dialogKeys(dialog).map(exactly), ...codeKeys(code)]),
      ...runtimeSources().flatMap(codeKeys),
    ];
    const shared = new Set(
      editors.flatMap(({ catalogue }) => flatKeys(catalogue)).filter((key) => key.startsWith("zoho.")),
    );
    expect([...shared].filter((key) => !asked.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});

describe("every choice that a dialog offers", () => {
  it.each([
    ["zoho-authorize.way", WAYS],
    ["zoho-authorize.wayHint", WAYS],
    ["zoho-client.realm", REALMS],
    ["zoho-client.realmHint", REALMS],
    ["zoho-client.way", WAYS_TO_CONNECT],
    ["zoho-client.wayDetail", WAYS_TO_CONNECT],
    ["zoho-client.makeThen", WAYS_TO_CONNECT],
    ["zoho-client.step", Object.values(CONNECT_STEPS).flat()],
    ["zoho-client.stepState", ["done", "failed"]],
    ["zoho-client.callbackOn", CALLBACK_SERVERS],
    ["zoho-changes.firstRun", FIRST_RUNS],
    ["zoho-changes.beganAnew", FIRST_RUNS],
    ["zoho-changes.output", CHANGES_OUTPUTS],
    ["zoho-changes.advance", ADVANCES],
    ["zoho-changes.advanceHint", ADVANCES],
    ["zoho-changes.unit", Object.keys(INTERVAL_UNITS)],
    ["zoho-changes.priority", PRIORITIES],
    ["zoho-changes.placeholder.module", CHANGES_PRODUCTS],
    ["zoho-changes.placeholder.filter", CHANGES_PRODUCTS],
    ["zoho-refresh.mode", REFRESH_MODES],
    ["zoho-refresh.modeHint", REFRESH_MODES],
    ["zoho-refresh.nodeLabel", REFRESH_MODES],
    ["zoho-request.paging", PAGING_MODES],
    ["zoho-request.bodyFormat", BODY_FORMATS],
    ["zoho-request.priority", PRIORITIES],
    ["zoho-request.workflows", WORKFLOW_MODES],
    ["zoho-request.trigger", WORKFLOW_TRIGGERS],
    ["zoho-request.result", RESULT_SHAPES],
    ["zoho-request.ifUnreachable", IF_UNREACHABLE],
    ["zoho-request.keepStore", ["missing", "unusable"]],
    ["zoho-error.meaning", ERROR_CLASSES],
    [
      "zoho-client.state",
      ["healthy", "authorize_again", "throttled", "used_elsewhere", "not_connected", "damaged"],
    ],
  ])("has a text below %s", (prefix, values) => {
    const type = prefix.split(".")[0];
    const found = editors.find((editor) => editor.type === type);
    expect(values.filter((value) => found?.text(`${prefix}.${value}`) === undefined)).toEqual([]);
  });
});

describe("a catalogue", () => {
  it("is nested by the dots of its keys", () => {
    expect(nest({ "a.b": "x", "a.c": "y", d: "z" })).toEqual({ a: { b: "x", c: "y" }, d: "z" });
  });

  it.each([
    [{ a: "x", "a.b": "y" }, "'a' is a text already"],
    [{ "a.b": "y", a: "x" }, "'a' hides other texts"],
  ])("can't have a text and a group under one key: %j", (flat, problem) => {
    expect(() => nest(flat)).toThrow(problem);
  });
});

/** Keys in `data-i18n`, with or without the attribute they are for: `[placeholder]zoho.label.name`. */
function dialogKeys(dialog: string): readonly string[] {
  return [...dialog.matchAll(/data-i18n="([^"]+)"/g)].flatMap(([, keys]) =>
    (keys ?? "").split(";").map((key) => key.replace(/^\[[^\]]*\]/, "")),
  );
}

/** Keys in strings and templates of code, which permissions look like; a gap of a template stands for anything. */
function codeKeys(code: string): readonly RegExp[] {
  const file = ts.createSourceFile("code.ts", code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const patterns: RegExp[] = [];
  const add = (source: string): void => {
    if (/^zoho(?:-[a-z]+)?\\\.[a-z]/.test(source)) patterns.push(new RegExp(`^${source}$`));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (!/\.(?:svg|com|md|json)$|^zoho-[a-z]+\.(?:read|write)$|[\s/:]/.test(node.text))
        add(literally(node.text));
    } else if (ts.isTemplateExpression(node)) {
      add(
        literally(node.head.text) +
          node.templateSpans.map((span) => `\\w+${literally(span.literal.text)}`).join(""),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return patterns;
}

function exactly(key: string): RegExp {
  return new RegExp(`^${literally(key)}$`);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function flatKeys(catalogue: NestedCatalogue, prefix = ""): readonly string[] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key}`] : flatKeys(value, `${prefix}${key}.`),
  );
}

function runtimeSources(): readonly string[] {
  const nodes = join(PROJECT_ROOT, "nodes");
  return readdirSync(nodes, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes("editor"))
    .map((path) => readFileSync(join(nodes, path), "utf8"));
}
