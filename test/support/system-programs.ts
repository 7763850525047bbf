/**
 * Programs that don't come from npm. Where one is missing and this is root on Debian or Ubuntu, apt installs
 * it; otherwise the tests that need it are skipped and say so. With `CI=true` nothing is skipped.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A program's Debian package and the names under which machines know it. */
interface SystemProgram {
  readonly debianPackage: string;
  readonly names: readonly string[];
  /** Variable with its path, for machines where it stands somewhere else. */
  readonly variable: string;
}

const PROGRAMS = {
  curl: { debianPackage: "curl", names: ["curl"], variable: "CURL_PATH" },
  chromium: {
    debianPackage: "chromium",
    names: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    variable: "CHROMIUM_PATH",
  },
  redis: {
    debianPackage: "redis-server",
    names: ["redis-server", "valkey-server"],
    variable: "REDIS_SERVER_PATH",
  },
  strace: { debianPackage: "strace", names: ["strace"], variable: "STRACE_PATH" },
  prlimit: { debianPackage: "util-linux", names: ["prlimit"], variable: "PRLIMIT_PATH" },
  mariadb: {
    debianPackage: "mariadb-server",
    names: ["mariadbd", "mysqld"],
    variable: "MARIADB_SERVER_PATH",
  },
} as const satisfies Record<string, SystemProgram>;

/** A program that some tests need. */
export type SystemProgramName = keyof typeof PROGRAMS;

/** Path of a program, where it is on this machine. */
export function findProgram(name: SystemProgramName): string | undefined {
  const { names, variable } = PROGRAMS[name];
  const named = process.env[variable];
  if (named !== undefined && named !== "") {
    return named;
  }
  // Servers stand where an ordinary user's path does not lead.
  const directories = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];
  return directories
    .flatMap((directory) => names.map((file) => join(directory, file)))
    .find((path) => existsSync(path));
}

/**
 * Makes sure that a program is there, as far as this machine allows it.
 *
 * @returns its path; undefined where it is missing and can't be installed
 * @throws Error with `CI=true` where it is missing, so that CI never passes by skipping
 */
export async function provideProgram(name: SystemProgramName): Promise<string | undefined> {
  const present = findProgram(name);
  if (present !== undefined) {
    return present;
  }
  const { debianPackage, variable } = PROGRAMS[name];
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stderr.write(`installing ${debianPackage} with apt-get, for the tests that need it\n`);
    await installDebianPackage(debianPackage);
  }
  const found = findProgram(name);
  if (found === undefined) {
    const reason = `${debianPackage} is missing: install it, or set ${variable} to its path`;
    if (process.env["CI"] === "true") {
      throw new Error(reason);
    }
    process.stderr.write(`skipping the tests that need ${name}: ${reason}\n`);
  }
  return found;
}

async function installDebianPackage(name: string): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, maxBuffer: 64 * 1024 * 1024 };
  try {
    await run("apt-get", ["update"], options);
    await run("apt-get", ["install", "-y", "--no-install-recommends", name], options);
  } catch (error) {
    process.stderr.write(`apt-get could not install ${name}: ${String(error)}\n`);
  }
}
