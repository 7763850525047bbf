import { spawn, spawnSync } from "node:child_process";

/**
 * Runs a program of this project with our output; under npm those of `node_modules/.bin` are on the PATH.
 *
 * @returns its exit code
 */
export function runProgram(program: string, args: readonly string[]): number {
  const { status, error } = spawnSync(program, args, {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error !== undefined) {
    console.error(`${program} could not be started: ${error.message}`);
  }
  return status ?? 1;
}

/**
 * Runs a program beside others, whose output would mix with its own.
 *
 * @returns its exit code, and what it wrote to both streams in the order of arrival
 */
export function outputOf(
  program: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("error", ({ message }) => {
      resolve({ code: 1, output: `${program} could not be started: ${message}\n` });
    });
    child.on("close", (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}
