/** Which runtimes the tests run on, and where they come from. */
import { join } from "node:path";
import { gte, lt } from "semver";
import { installedPackage } from "./installed-package";
import { PROJECT_ROOT } from "./project-root";

/**
 * The Node-RED versions under test: the oldest that package.json admits, the one in devDependencies, and the
 * newest. The versions are exact, so that a run of today can be repeated next year.
 */
const NODE_RED = {
  "4.0": { install: "4.0.0" },
  "4.1": { install: undefined },
  "5": { install: "5.0.7" },
} as const;

/** The Node versions under test, exact where npm has to bring them. */
const NODE = { "20": "20.20.2", "24": "24.21.0" } as const;

/** A Node line under test. */
export type NodeLine = keyof typeof NODE;

/** A Node-RED line under test. */
export type NodeRedVersion = keyof typeof NODE_RED;

/** All Node-RED lines under test, oldest first. */
export const NODE_RED_VERSIONS = ["4.0", "4.1", "5"] as const satisfies readonly NodeRedVersion[];

/** How to start one Node-RED. */
export interface NodeRedRuntime {
  readonly version: NodeRedVersion;
  /** Path of the `node` program that runs it. */
  readonly node: string;
  /** Path of Node-RED's start script. */
  readonly script: string;
}

/**
 * Finds, or installs, a Node-RED and a Node that supports it.
 *
 * @throws Error where npm could not install it, with npm's output
 */
export async function nodeRedRuntime(version: NodeRedVersion): Promise<NodeRedRuntime> {
  const node = await nodeFor(version);
  const wanted = NODE_RED[version].install;
  const home =
    wanted === undefined
      ? PROJECT_ROOT
      : await installedPackage({
          shelf: "runtimes",
          name: "node-red",
          package: "node-red",
          version: wanted,
          node,
        });
  return { version, node, script: join(home, "node_modules", "node-red", "red.js") };
}

/** Installs whatever the Node-RED tests need that is not there yet, so that no test has to wait for it. */
export async function prepareRuntimes(): Promise<void> {
  for (const version of NODE_RED_VERSIONS) {
    await nodeRedRuntime(version);
  }
}

/** Path of a `node` that this Node-RED supports: the running one where it can be, else one from npm. */
async function nodeFor(version: NodeRedVersion): Promise<string> {
  switch (version) {
    case "4.0":
      // Its start script calls util.log, which Node 23 removed.
      return lt(process.version, "23.0.0") ? process.execPath : nodeProgram("20");
    case "4.1":
      return process.execPath;
    case "5":
      // Node-RED 5: engines >=22.9.
      return gte(process.version, "22.9.0") ? process.execPath : nodeProgram("24");
  }
}

/**
 * Path of a Node's program: the running one where it is of that line, else from npm.
 *
 * The package per platform is used instead of `node`, because that one needs an install script.
 */
export async function nodeProgram(line: NodeLine): Promise<string> {
  if (process.versions.node.startsWith(`${line}.`)) {
    return process.execPath;
  }
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const home = await installedPackage({
    shelf: "runtimes",
    name: "node",
    package: name,
    version: NODE[line],
    node: process.execPath,
  });
  return join(home, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
}
