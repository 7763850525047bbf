import { spawnSync } from "node:child_process";

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
