import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { withInstallLock } from "./install-lock";
import { environmentFor } from "./node-environment";
import { PROJECT_ROOT } from "./project-root";

const run = promisify(execFile);

/** A package that tests need and that is no dependency of this project. */
export interface WantedPackage {
  /** Folder below `.cache` of this project. */
  readonly shelf: "runtimes" | "clients";
  /** Begins the name of its own folder there. */
  readonly name: string;
  readonly package: string;
  /** Exact, so that a run of today can be repeated next year. */
  readonly version: string;
  /** The Node for which npm chooses versions. */
  readonly node: string;
}

/**
 * Installs a package once, into `.cache/<shelf>/<name>-<version>` of this project.
 *
 * @returns that directory; the package is in its `node_modules`
 * @throws Error where npm could not install it, with npm's output
 */
export async function installedPackage(wanted: WantedPackage): Promise<string> {
  const cache = join(PROJECT_ROOT, ".cache", wanted.shelf);
  const home = join(cache, `${wanted.name}-${wanted.version}`);
  if (existsSync(home)) {
    return home;
  }
  await mkdir(cache, { recursive: true });
  await withInstallLock(`${home}.lock`, async () => {
    if (!existsSync(home)) {
      await install(wanted, home);
    }
  });
  return home;
}

/** The directory gets its name only when it is complete, so a broken install is never taken for a good one. */
async function install(wanted: WantedPackage, home: string): Promise<void> {
  process.stderr.write(`installing ${wanted.package}@${wanted.version} from npm into ${home}\n`);
  const draft = await mkdtemp(`${home}.draft-`);
  try {
    await writeFile(join(draft, "package.json"), JSON.stringify({ name: "test-runtime", private: true }));
    const flags = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"];
    await run("npm", ["install", ...flags, `${wanted.package}@${wanted.version}`], {
      cwd: draft,
      env: environmentFor(wanted.node),
      maxBuffer: 64 * 1024 * 1024,
    });
    await rename(draft, home);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
