import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { GovernorOptions } from "../../src/api/governor/governor";
import { PROJECT_ROOT } from "../launch/project-root";
import type { Burst } from "./burst";
import type { BurstOrder, OneProcess } from "./programs/calls-of-one-process";

/** The library in a process of its own, with its vault open. */
export interface ZohoProcess {
  /** @param limits those of an org where it is empty */
  callsAtOnce(count: number, limits?: GovernorOptions): Promise<Burst>;
  end(): Promise<void>;
}

/** @throws Error where the process ends before it is ready, or later during its calls */
export async function startZohoProcess(how: OneProcess): Promise<ZohoProcess> {
  const program = join(PROJECT_ROOT, "scripts", "bench", "programs", "calls-of-one-process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(how)], {
    cwd: PROJECT_ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const ended = closed.then(([code]) => {
    throw new Error(`a process of the bench ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await Promise.race([lines.next(), ended])).value);
  await next();
  return {
    async callsAtOnce(count, limits = {}) {
      child.stdin.write(`${JSON.stringify({ count, limits } satisfies BurstOrder)}\n`);
      return JSON.parse(await next()) as Burst;
    },
    async end() {
      child.stdin.end();
      await closed;
    },
  };
}
