import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { build } from "esbuild";
import { testDirectory } from "../../support/test-directory";
import type { ConnectingProgram } from "./connecting-program";
import type { VaultProgram } from "./vault-program";

/** Compiles a program of this folder once, so that starting a process takes as little as it can. */
export async function compileVaultProgram(
  name: "vault-program" | "connecting-program" = "vault-program",
): Promise<string> {
  const outfile = join(await testDirectory("vault-program"), `${name}.cjs`);
  await build({
    entryPoints: [join(__dirname, `${name}.ts`)],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** A process that works on a vault. */
export class VaultProcess {
  /** Lines that it has said. */
  readonly said: string[] = [];
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #ended: Promise<void>;
  #wake: () => void = () => undefined;

  constructor(compiled: string, program: VaultProgram | ConnectingProgram) {
    this.#process = spawn(process.execPath, [compiled, JSON.stringify(program)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: this.#process.stdout });
    lines.on("line", (line) => {
      this.said.push(line);
      this.#wake();
    });
    this.#ended = new Promise((resolve) => {
      this.#process.once("close", () => {
        resolve();
        this.#wake();
      });
    });
  }

  /** Resolves when it has said at least so many lines, or what it says last. */
  async says(count: number, last?: string): Promise<void> {
    while (this.said.length < count && (last === undefined || this.said.at(-1) !== last)) {
      if (this.#process.exitCode !== null)
        throw new Error(`the process ended with ${this.#process.exitCode}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  go(): void {
    this.#process.stdin.write("go\n");
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** Resolves with the exit code when it has ended and all that it said is here. */
  async ended(): Promise<number | null> {
    await this.#ended;
    return this.#process.exitCode;
  }
}
