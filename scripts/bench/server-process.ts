import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A server in a process of its own, so that it shares no thread with what asks it. */
export interface ServerProcess {
  /** The line that it printed when it was ready. */
  readonly line: string;
  end(): Promise<void>;
}

/**
 * Starts a Node program and waits for its first line.
 *
 * @throws Error where it ends before that
 */
export async function startServerProcess(args: readonly string[]): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
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
