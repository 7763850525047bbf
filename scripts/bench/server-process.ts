import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { createInterface } from "node:readline";

/** A server in a process of its own, so that it shares no thread with what asks it. */
export interface ServerProcess {
  /** The line that it printed when it was ready. */
  readonly line: string;
  end(): Promise<void>;
}

/** Linux's program that keeps another on one core. */
const TASKSET = "/usr/bin/taskset";

/** True where a program can be kept on one core, so that those who talk don't push each other around. */
export const CAN_PIN = existsSync(TASKSET) && cpus().length > 1;

/**
 * Starts a Node program and waits for its first line.
 *
 * @param how `core`: it runs on this one alone, where that can be had; `env`: besides what this process has
 * @throws Error where it ends before that
 */
export async function startServerProcess(
  args: readonly string[],
  how: { readonly core?: 0 | 1; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<ServerProcess> {
  const pinned = how.core !== undefined && CAN_PIN;
  const [program, all] = pinned
    ? [TASKSET, ["-c", String(how.core), process.execPath, ...args]]
    : [process.execPath, args];
  const child: ChildProcess = spawn(program, all, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...how.env },
  });
  if (child.stdout === null) throw new Error("the program's output can't be read");
  const ended = once(child, "exit");
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), "line").then(([text]) => String(text)),
    ended.then(([code]) => {
      throw new Error(`${args.join(" ")} ended with ${String(code)}`);
    }),
  ]);
  return {
    line,
    async end() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
