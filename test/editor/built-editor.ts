import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { type NestedCatalogue, writeCatalogues } from "../../scripts/build/catalogues";
import { writeEditorPage } from "../../scripts/build/editor-page";
import { writeHelp } from "../../scripts/build/help";
import { nodeTypes } from "../../scripts/build/node-types";
import { PROJECT_ROOT } from "../support/project-root";
import { testDirectory } from "../support/test-directory";

/** A property as the built page gives it to Node-RED. */
export interface BuiltProperty {
  readonly value: unknown;
  readonly type?: string;
  readonly validate?: (this: unknown, value: unknown, options: object) => boolean | string;
}

/** A definition as the built page gives it to Node-RED; what is not asked by a test is left out. */
export interface BuiltDefinition {
  readonly category: string;
  readonly icon: string;
  readonly outputs?: number;
  readonly defaults: Readonly<Record<string, BuiltProperty>>;
  readonly credentials?: Readonly<Record<string, { readonly type: string }>>;
  readonly label: (this: unknown) => string;
  readonly paletteLabel: (this: unknown) => string;
  readonly outputLabels?: (this: unknown, index: number) => string;
}

/** What the build makes of the editor side of one node type. */
export interface BuiltEditor {
  readonly type: string;
  /** The whole page, as Node-RED serves it. */
  readonly page: string;
  readonly code: string;
  readonly dialog: string;
  readonly catalogue: NestedCatalogue;
  readonly help: string;
  readonly definition: BuiltDefinition;
  /** A node of this type as the editor would have it, with texts from the catalogue. */
  readonly node: (values?: Readonly<Record<string, unknown>>) => unknown;
  /** Text of the catalogue, or undefined. */
  readonly text: (key: string) => string | undefined;
}

const PAGE =
  /^<script type="text\/javascript">(?<code>[\s\S]*?)<\/script>\s*<script type="text\/html" data-template-name="(?<type>[^"]+)">(?<dialog>[\s\S]*?)<\/script>\s*$/;

/** Builds the editor side of all node types into a directory of its own, as the build does. */
export async function buildEditors(): Promise<readonly BuiltEditor[]> {
  const outDir = await testDirectory("editor");
  mkdirSync(join(outDir, "nodes"));
  return Promise.all(nodeTypes(PROJECT_ROOT).map((type) => buildEditor(outDir, type)));
}

async function buildEditor(outDir: string, type: string): Promise<BuiltEditor> {
  await writeEditorPage(PROJECT_ROOT, outDir, type);
  writeCatalogues(PROJECT_ROOT, outDir, type);
  writeHelp(PROJECT_ROOT, outDir, type);
  const read = (path: string): string => readFileSync(join(outDir, "nodes", path), "utf8");
  const page = read(`${type}.html`);
  const parts = PAGE.exec(page)?.groups;
  const code = parts?.["code"] ?? "";
  const catalogue = JSON.parse(read(`locales/en-US/${type}.json`)) as NestedCatalogue;
  const text = (key: string): string | undefined => textAt(catalogue, key);
  const definition = run(code);
  return {
    type,
    page,
    code,
    dialog: parts?.["dialog"] ?? "",
    catalogue,
    help: read(`locales/en-US/${type}.html`),
    definition,
    text,
    node: (values = {}) => ({
      ...Object.fromEntries(Object.entries(definition.defaults).map(([key, { value }]) => [key, value])),
      _: (key: string, gaps: Readonly<Record<string, unknown>> = {}) =>
        (text(key) ?? key).replace(/__(\w+?)__/g, (_gap, name: string) => String(gaps[name])),
      ...values,
    }),
  };
}

function textAt(catalogue: NestedCatalogue, key: string): string | undefined {
  let branch: NestedCatalogue | string | undefined = catalogue;
  for (const part of key.split(".")) {
    if (typeof branch !== "object") return undefined;
    branch = branch[part];
  }
  return typeof branch === "string" ? branch : undefined;
}

/** Clients that the fake editor knows. */
export const CLIENTS: Readonly<Record<string, object>> = {
  good: { id: "good", valid: true },
  broken: { id: "broken", valid: false },
};

/** Runs a page's code with as much of an editor as it needs while it loads. */
function run(code: string): BuiltDefinition {
  const definitions: BuiltDefinition[] = [];
  runInNewContext(code, {
    URL,
    Intl,
    RED: {
      nodes: {
        registerType: (_type: string, definition: BuiltDefinition) => definitions.push(definition),
        node: (id: string) => CLIENTS[id],
      },
      validators: { typedInput: () => (_value: unknown, _options: object) => true },
    },
  });
  const [definition, ...others] = definitions;
  if (definition === undefined || others.length > 0) throw new Error("not exactly one registerType");
  return definition;
}
