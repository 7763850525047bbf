import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../support/free-port";
import { installedPackage } from "../../support/installed-package";
import { provideProgram } from "../../support/system-programs";
import { testDirectory } from "../../support/test-directory";

const run = promisify(execFile);

/** The palette's nodes for it; exact, so that a run of today can be repeated next year. */
const PALETTE = { package: "node-red-node-mysql", version: "3.0.4" } as const;

/** A database server of its own with an empty database `crm`, which takes any user. */
export interface MariaDb {
  readonly port: number;
  close(): Promise<void>;
}

/** @param program path of `mariadbd` */
export async function startMariaDb(program: string): Promise<MariaDb> {
  const directory = await testDirectory("mariadb");
  const [data, socket] = [join(directory, "data"), join(directory, "s")];
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  await run("mariadb-install-db", ["--no-defaults", `--datadir=${data}`, "--skip-test-db", ...user]);
  const init = join(directory, "init.sql");
  await writeFile(init, "create database if not exists crm character set utf8mb4;\n");
  const port = await freePort();
  const own = [
    "--no-defaults",
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--pid-file=${join(directory, "pid")}`,
  ];
  const open = ["--skip-grant-tables", "--bind-address=127.0.0.1", `--port=${String(port)}`];
  const server = spawn(program, [...own, ...open, `--init-file=${init}`, ...user], { stdio: "ignore" });
  await listening(server, port);
  return {
    port,
    close: async () => {
      if (server.exitCode !== null) return;
      server.kill("SIGTERM");
      await once(server, "exit");
    },
  };
}

/** Path of the server's program, where it is or can be installed. */
export function mariaDbProgram(): Promise<string | undefined> {
  return provideProgram("mariadb");
}

/** A user directory of Node-RED with the palette's nodes for MariaDB. */
export async function directoryWithPalette(): Promise<string> {
  const home = await installedPackage({
    shelf: "runtimes",
    name: PALETTE.package,
    ...PALETTE,
    node: process.execPath,
  });
  const userDir = await testDirectory("node-red-mysql");
  const place = join(userDir, "node_modules", PALETTE.package);
  await mkdir(dirname(place), { recursive: true });
  await symlink(join(home, "node_modules", PALETTE.package), place, "junction");
  return userDir;
}

async function listening(server: ChildProcess, port: number): Promise<void> {
  const patience = Date.now() + 60_000;
  while (!(await answers(port))) {
    if (server.exitCode !== null) throw new Error(`mariadbd ended with ${String(server.exitCode)}`);
    if (Date.now() > patience) throw new Error("mariadbd does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
