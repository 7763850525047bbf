import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Runs the work while no other process runs it: `mkdir` succeeds for exactly one. A lock whose owner is gone
 * is taken over.
 *
 * @param path of the directory that stands for the lock
 */
export async function withInstallLock(path: string, work: () => Promise<void>): Promise<void> {
  while (!(await taken(path))) {
    if (!(await ownerIsAlive(path))) {
      await rm(path, { recursive: true, force: true });
      continue;
    }
    await sleep(200);
  }
  try {
    await work();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    await mkdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      return false;
    }
    throw error;
  }
  await writeFile(join(path, "pid"), String(process.pid));
  return true;
}

async function ownerIsAlive(path: string): Promise<boolean> {
  // Between mkdir and the write of the pid the owner is alive but unnamed: give it a moment.
  const pid = (await pidIn(path)) ?? (await sleep(1000).then(() => pidIn(path)));
  if (pid === undefined) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function pidIn(path: string): Promise<number | undefined> {
  const text = await readFile(join(path, "pid"), "utf8").catch(() => "");
  return text === "" ? undefined : Number(text);
}
