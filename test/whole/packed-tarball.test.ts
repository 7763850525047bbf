import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gte, major } from "semver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startNodeRed, type FlowNode, type NodeRed } from "../support/node-red-runtime";
import { PACKAGE_NAME } from "../support/node-red-user-directory";
import { installPackage, packPackage, type Installed, type PackedPackage } from "../support/packed-package";
import { PROJECT_ROOT } from "../support/project-root";
import { nodeRedRuntime } from "../support/runtimes";

const run = promisify(execFile);
const TYPES = ["zoho-client", "zoho-authorize", "zoho-refresh", "zoho-request", "zoho-changes", "zoho-error"];
const EXAMPLES = readdirSync(join(PROJECT_ROOT, "examples"))
  .filter((file) => file.endsWith(".json"))
  .sort();

let packed: PackedPackage;
beforeAll(async () => {
  packed = await packPackage();
});

describe("The tarball", () => {
  test("holds what people need, and nothing of how it is made", () => {
    const strange = packed.files.filter(
      (file) =>
        !/^(dist\/.+\.(js|d\.ts|html|json|svg)|examples\/.+\.json|docs\/.+\.(md|svg|png))$/.test(file) &&
        !["README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "package.json"].includes(file),
    );
    expect(strange).toEqual([]);
  });

  test("holds all that it promises", () => {
    const promised = [
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "SECURITY.md",
      "package.json",
      "dist/src/index.js",
      "dist/src/index.d.ts",
      "dist/src/emulator/cli.js",
      ...TYPES.flatMap((type) => [`dist/nodes/${type}.js`, `dist/nodes/${type}.html`]),
      ...TYPES.flatMap((type) => [
        `dist/nodes/locales/en-US/${type}.json`,
        `dist/nodes/locales/en-US/${type}.html`,
      ]),
    ];
    expect(promised.filter((file) => !packed.files.includes(file))).toEqual([]);
    expect(packed.files.some((file) => file.startsWith("examples/"))).toBe(true);
    expect(packed.files.some((file) => file.startsWith("docs/"))).toBe(true);
  });
});

describe.each(["4.1", "5"] as const)(
  "The tarball in Node-RED %s, installed as its palette manager does",
  (version) => {
    let installed: Installed;
    let nodeRed: NodeRed;
    beforeAll(async () => {
      const { node } = await nodeRedRuntime(version);
      installed = await installPackage(packed.tarball, node);
      nodeRed = await startNodeRed({ version, userDir: installed.userDir });
    });
    afterAll(async () => {
      await nodeRed.stop();
    });

    test("adds at most 8 packages and 8 MB", () => {
      expect(installed.packages.map(({ name }) => name)).toContain(PACKAGE_NAME);
      expect(installed.packages.length).toBeLessThanOrEqual(8);
      expect(installed.bytes).toBeGreaterThan(100_000);
      expect(installed.bytes).toBeLessThanOrEqual(8_000_000);
    });

    test("brings the database of the outbox, which npm may leave out", () => {
      expect(installed.optional.packages.map(({ name }) => name)).toContain("classic-level");
      expect(installed.optional.bytes).toBeLessThanOrEqual(8_000_000);
    });

    test("brings the undici that this Node can load", async () => {
      const { nodejs } = await get<{ nodejs: { version: string } }>(nodeRed, "diagnostics");
      // undici 8: engines >=22.19; undici 7 is the last that Node 20 can load.
      expect(major(installed.versionOf("undici"))).toBe(gte(nodejs.version, "22.19.0") ? 8 : 7);
    });

    test("brings declarations that a TypeScript project compiles against", async () => {
      const importer = join(installed.userDir, "importer.ts");
      await writeFile(
        importer,
        `import * as zoho from "${PACKAGE_NAME}";\nexport const names: readonly (keyof typeof zoho)[] = [];\n`,
      );
      const options = ["--noEmit", "--strict", "--module", "node16", "--target", "ES2022", "--types", "node"];
      const types = ["--typeRoots", join(PROJECT_ROOT, "node_modules/@types")];
      const tsc = join(PROJECT_ROOT, "node_modules/typescript/bin/tsc");
      const complaints = await run(process.execPath, [
        tsc,
        "--ignoreConfig",
        ...options,
        ...types,
        importer,
      ]).then(
        () => "",
        (error: unknown) => (error as { stdout: string }).stdout,
      );
      expect(complaints).toBe("");
    });

    test("loads all node types without an error", async () => {
      const sets = await get<readonly NodeSet[]>(nodeRed, "nodes");
      const ours = sets.filter(({ module }) => module === PACKAGE_NAME);
      expect(
        ours.filter(({ err, enabled, loaded }) => err !== undefined || !enabled || loaded === false),
      ).toEqual([]);
      expect(ours.flatMap(({ types }) => types).sort()).toEqual([...TYPES].sort());
    });

    test("gives the editor the dialog of every node type", async () => {
      const page = await (await nodeRed.admin("nodes", { headers: { accept: "text/html" } })).text();
      const named = (pattern: RegExp): readonly string[] =>
        [...page.matchAll(pattern)].map(([, type = ""]) => type);
      expect(named(/registerType\("([\w-]+)"/g)).toEqual(expect.arrayContaining(TYPES));
      expect(named(/data-template-name="([\w-]+)"/g)).toEqual(expect.arrayContaining(TYPES));
      expect(named(/data-help-name="([\w-]+)"/g)).toEqual(expect.arrayContaining(TYPES));
    });

    test("lists the examples under Import", async () => {
      const listed = await get<readonly unknown[]>(nodeRed, `library/examples/flows/${PACKAGE_NAME}`);
      expect(listed.map((entry) => (entry as { fn: string }).fn)).toEqual(
        EXAMPLES.map((file) => basename(file, ".json")),
      );
    });

    test("runs the first example without any credentials", async () => {
      const [name = ""] = EXAMPLES;
      const path = `library/examples/flows/${PACKAGE_NAME}/${encodeURIComponent(basename(name, ".json"))}`;
      const example = await get<readonly FlowNode[]>(nodeRed, path);
      await nodeRed.deploy(example.map(debugToProbe));
      const error = nodeRed.waitFor("zohoex1err").then((caught) => ({ caught }));
      const shown = await Promise.race([error, nodeRed.waitFor("zohoex1dbg")]);
      expect(shown).not.toHaveProperty("caught");
      const [msg] = await nodeRed.messages("zohoex1dbg");
      const leads = msg?.["payload"] as readonly { readonly Last_Name: string }[];
      expect(leads.length).toBeGreaterThan(0);
      expect(leads.every((lead) => typeof lead.Last_Name === "string")).toBe(true);
      expect(await nodeRed.messages("zohoex1err")).toEqual([]);
    });

    test("stops within Node-RED's own patience", async () => {
      expect(await nodeRed.stop()).toEqual({ code: 0, signal: null });
    });
  },
);

/** What a person sees in the debug sidebar, a test sees at a probe. */
function debugToProbe(node: FlowNode): FlowNode {
  return node.type === "debug" ? { ...node, type: "probe-out" } : node;
}

interface NodeSet {
  readonly module: string;
  readonly types: readonly string[];
  readonly enabled: boolean;
  readonly loaded?: boolean;
  readonly err?: unknown;
}

async function get<T>(nodeRed: NodeRed, path: string): Promise<T> {
  const response = await nodeRed.admin(path);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}
