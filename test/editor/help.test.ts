import { beforeAll, describe, expect, it } from "vitest";
import { nodeTypes } from "../../scripts/build/node-types";
import { ERROR_CODES } from "../../src/errors/codes";
import { PROJECT_ROOT } from "../support/project-root";
import { type BuiltEditor, buildEditors } from "./built-editor";

const TYPES = nodeTypes(PROJECT_ROOT);

/** Headings of Node-RED's house style, in its order. */
const SECTIONS = ["Inputs", "Outputs", "Details", "References"];

/** The first paragraph is the tooltip of the palette, two or three lines of it. */
const MAX_TOOLTIP = 160;

let editors: readonly BuiltEditor[];
const help = (type: string): string => {
  const page = editors.find((editor) => editor.type === type)?.help ?? "";
  return page.replace(/^<script[^>]*>\n/, "").replace(/\n<\/script>\n$/, "");
};

beforeAll(async () => {
  editors = await buildEditors();
});

describe.each(TYPES)("the help of %s", (type) => {
  it("is markdown for this type, without white space before it that Node-RED would take for code", () => {
    const page = editors.find((editor) => editor.type === type)?.help ?? "";
    expect(page).toMatch(new RegExp(`^<script type="text/markdown" data-help-name="${type}">\\n\\S`));
    expect(page.match(/<\/?script/g)).toHaveLength(2);
  });

  it("begins with a short paragraph for the palette", () => {
    const [first = ""] = help(type).split("\n\n");
    expect(first).toMatch(/^[A-Z][^#]*\.$/);
    expect(first.length).toBeLessThanOrEqual(MAX_TOOLTIP);
  });

  it("has the sections of the house style in their order", () => {
    const sections = [...help(type).matchAll(/^### (.+)$/gm)].map(([, title]) => title ?? "");
    expect(sections).toEqual(SECTIONS.filter((title) => sections.includes(title)));
    expect(sections).toContain("Details");
  });

  it("describes each property in the form that Node-RED makes a list of", () => {
    const lines = help(type)
      .split("\n")
      .filter((line) => line.trimStart().startsWith(":"));
    // A second colon would swallow what stands before it.
    expect(lines.filter((line) => !/^ {0,3}: _?[\w.]+_? \([\w |]+\) : [^:]+\.$/.test(line))).toEqual([]);
  });
});

describe.each(TYPES.filter((type) => type !== "zoho-client"))("the outputs in the help of %s", (type) => {
  it("are called as the node labels them", () => {
    const built = editors.find((editor) => editor.type === type);
    const count = built?.definition.outputs ?? 0;
    const labels = Array.from({ length: count }, (_, index) =>
      built?.definition.outputLabels?.call(built.node(), index).toLowerCase(),
    );
    const named = [...help(type).matchAll(/^\d+\. (.+)$/gm)].map(([, name]) => (name ?? "").toLowerCase());
    expect(labels.length).toBeGreaterThan(0);
    expect(named.slice(0, count)).toEqual(labels);
  });
});

describe("the help of the error switch", () => {
  it("lists every code with its reason and remedy", () => {
    const text = help("zoho-error");
    const missing = Object.keys(ERROR_CODES).filter((code) => !text.includes(`| \`${code}\` |`));
    expect(missing).toEqual([]);
    expect(text).not.toContain("<!-- errors -->");
    expect(text).not.toMatch(/\{\w+\}/);
  });
});
