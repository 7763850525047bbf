import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { placed, type FlowNode } from "./flow";
import { PROJECT_ROOT } from "./project-root";
import { testDirectory } from "./test-directory";

/** Name under which Node-RED and npm know this package. */
export const PACKAGE_NAME = "@opsflow/node-red-zoho";

/** Settings added to the defaults: a plain object, or a JavaScript expression where functions are needed. */
export type ExtraSettings = Readonly<Record<string, unknown>> | string;

/** What a user directory is to hold. */
export interface UserDirectoryContent {
  /** An existing directory to use again; its flows stay unless others are given. */
  readonly userDir?: string | undefined;
  readonly flows?: readonly FlowNode[] | undefined;
  readonly settings?: ExtraSettings | undefined;
  /** `linked`: the built package, unless the directory already holds an installed one; `none`: only the core nodes. */
  readonly package: "linked" | "none";
  readonly port: number;
}

/**
 * Makes, or completes, a Node-RED user directory.
 *
 * @returns its path
 * @throws Error where the package is wanted but not built
 */
export async function prepareUserDirectory(content: UserDirectoryContent): Promise<string> {
  const userDir = content.userDir ?? (await testDirectory("node-red"));
  if (content.package === "linked") {
    await linkPackage(userDir);
  }
  if (content.flows !== undefined) {
    await writeFile(join(userDir, "flows.json"), JSON.stringify(placed(content.flows)));
  }
  await writeFile(join(userDir, "settings.js"), settingsFile(userDir, content));
  return userDir;
}

async function linkPackage(userDir: string): Promise<void> {
  const place = join(userDir, "node_modules", PACKAGE_NAME);
  if (existsSync(place)) {
    return;
  }
  if (!existsSync(join(PROJECT_ROOT, "dist", "nodes"))) {
    throw new Error("The package is not built: run `npm run build` first.");
  }
  await mkdir(dirname(place), { recursive: true });
  await symlink(PROJECT_ROOT, place, "junction");
}

/**
 * A plain editor as after a fresh install (no adminAuth, no credentialSecret), but quiet on the network, in
 * English, and with everything in the log.
 */
function settingsFile(userDir: string, { settings, port }: UserDirectoryContent): string {
  const defaults = {
    uiHost: "127.0.0.1",
    uiPort: port,
    userDir,
    flowFile: "flows.json",
    nodesDir: [join(PROJECT_ROOT, "test", "support", "probe-node")],
    lang: "en-US",
    logging: { console: { level: "trace", metrics: false, audit: false } },
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, projects: { enabled: false } },
    externalModules: { autoInstall: false },
  };
  const extra = typeof settings === "string" ? settings : JSON.stringify(settings ?? {});
  return `module.exports = Object.assign(${JSON.stringify(defaults, null, 2)}, ${extra});\n`;
}
