/** The package as npm publishes it, and as Node-RED's palette manager installs it. */
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { PACKAGE_NAME } from "./node-red-user-directory";
import { PROJECT_ROOT } from "./project-root";
import { environmentFor } from "./node-environment";
import { testDirectory } from "./test-directory";

const run = promisify(execFile);

/** A tarball and what is in it. */
export interface PackedPackage {
  /** Path of the `.tgz`. */
  readonly tarball: string;
  /** Relative to the package, sorted. */
  readonly files: readonly string[];
}

/** Packs `dist/` as it is: the build does not run again, so that tests beside this one keep what they use. */
export async function packPackage(): Promise<PackedPackage> {
  const directory = await testDirectory("packed");
  const args = ["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination", directory];
  const { stdout } = await run("npm", args, { cwd: PROJECT_ROOT, maxBuffer: 16 * 1024 * 1024 });
  const [packed] = Object.values(
    JSON.parse(stdout) as Record<string, { filename: string; files: { path: string }[] }>,
  );
  if (packed === undefined) {
    throw new Error(`npm pack said: ${stdout}`);
  }
  return {
    tarball: join(directory, packed.filename.replace(/^@/, "").replace("/", "-")),
    files: packed.files.map(({ path }) => path).sort(),
  };
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

/** What an installation added to a user directory. */
export interface Installed {
  readonly userDir: string;
  /** Names and versions of all packages that came in, this one included, without those of the outbox. */
  readonly packages: readonly InstalledPackage[];
  /** Of those packages. */
  readonly bytes: number;
  /** What came in for the outbox alone: npm installs optional dependencies where it can. */
  readonly optional: { readonly packages: readonly InstalledPackage[]; readonly bytes: number };
  /** Version that this package gets when it requires a dependency. */
  versionOf(dependency: string): string;
}

/**
 * Installs a tarball into a new user directory as Node-RED's palette manager does, `--engine-strict` included.
 *
 * @param node the program that npm and Node-RED run on: npm chooses versions for it
 */
export async function installPackage(tarball: string, node: string): Promise<Installed> {
  const userDir = await testDirectory("installed");
  await mkdir(join(userDir, "node_modules"));
  const project = {
    name: "node-red-project",
    description: "A Node-RED Project",
    version: "0.0.1",
    private: true,
  };
  await writeFile(join(userDir, "package.json"), JSON.stringify(project));
  const flags = [
    "--no-audit",
    "--no-update-notifier",
    "--no-fund",
    "--save",
    "--save-prefix=~",
    "--omit=dev",
  ];
  await run("npm", ["install", ...flags, "--engine-strict", "--loglevel=error", "--", tarball], {
    cwd: userDir,
    env: environmentFor(node),
  });
  const modules = join(userDir, "node_modules");
  const lock = JSON.parse(await readFile(join(modules, ".package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string; optional?: boolean }>;
  };
  const named = ([path, { version }]: [string, { version: string }]): InstalledPackage => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
  });
  const all = Object.entries(lock.packages);
  const optional = all.filter(([, entry]) => entry.optional === true);
  const needed = all.filter(([, entry]) => entry.optional !== true);
  const sizes = await Promise.all(optional.map(([path]) => bytesIn(join(userDir, path))));
  const optionalBytes = sizes.reduce((sum, size) => sum + size, 0);
  const requireFromPackage = createRequire(join(modules, PACKAGE_NAME, "package.json"));
  return {
    userDir,
    packages: needed.map(named),
    bytes: (await bytesIn(modules)) - optionalBytes,
    optional: { packages: optional.map(named), bytes: optionalBytes },
    versionOf: (dependency) =>
      (requireFromPackage(`${dependency}/package.json`) as { version: string }).version,
  };
}

/** Of all files in a directory, bytes. */
export async function bytesIn(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
