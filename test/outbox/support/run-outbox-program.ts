import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import { build } from "esbuild";
import { PROJECT_ROOT } from "../../support/project-root";
import { testDirectory } from "../../support/test-directory";
import type { OutboxProgram } from "./outbox-program";
import { type FileStep, TRACED_CALLS, tracedSteps } from "./traced-files";

const run = promisify(execFile);

/** Compiles the program once. @returns its path */
export async function compileOutboxProgram(): Promise<string> {
  const outfile = join(await testDirectory("outbox-program"), "outbox-program.cjs");
  await build({
    entryPoints: [join(__dirname, "outbox-program.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["classic-level"],
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** Where a compiled program finds classic-level. */
const PROGRAM_ENVIRONMENT = { ...process.env, NODE_PATH: join(PROJECT_ROOT, "node_modules") };

/** Runs the program under strace. @returns all that it did to its folder, and said */
export async function traceOutboxProgram(
  strace: string,
  compiled: string,
  program: OutboxProgram,
): Promise<readonly FileStep[]> {
  const trace = join(await testDirectory("trace"), "trace.txt");
  const args = ["-f", "-xx", "-s", "10000000", "-e", `trace=${TRACED_CALLS}`, "-o", trace];
  await run(strace, [...args, process.execPath, compiled, JSON.stringify(program)], {
    env: PROGRAM_ENVIRONMENT,
    maxBuffer: 256 * 1024 * 1024,
  });
  return tracedSteps(await readFile(trace, "utf8"), program.directory);
}

/** Runs the program to its end while strace makes system calls fail. @returns what it said */
export async function runWithFailures(
  strace: string,
  compiled: string,
  program: OutboxProgram,
  options: readonly string[],
): Promise<readonly string[]> {
  const args = ["-f", "--seccomp-bpf", "-e", "trace=openat,write,fdatasync", "-o", "/dev/null", ...options];
  const { stdout } = await run(strace, [...args, process.execPath, compiled, JSON.stringify(program)], {
    // strace counts the calls of each thread on its own: with one thread that works, the same ones fail each time.
    env: { ...PROGRAM_ENVIRONMENT, UV_THREADPOOL_SIZE: "1" },
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout.trimEnd().split("\n");
}

/** A process that works on an outbox. */
export class OutboxProcess {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #said: string[] = [];
  readonly #ended: Promise<void>;
  #wake: () => void = () => undefined;

  /** @param environment another one, to take classic-level away from it */
  constructor(
    compiled: string,
    program: OutboxProgram,
    environment: NodeJS.ProcessEnv = PROGRAM_ENVIRONMENT,
  ) {
    this.#process = spawn(process.execPath, [compiled, JSON.stringify(program)], {
      env: environment,
      stdio: ["pipe", "pipe", "ignore"],
    });
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      this.#said.push(line);
      this.#wake();
    });
    this.#ended = new Promise((resolve) => {
      this.#process.once("close", () => {
        resolve();
        this.#wake();
      });
    });
  }

  /** Resolves when it has said so many lines. */
  async says(count: number): Promise<readonly string[]> {
    while (this.#said.length < count) {
      if (this.#process.exitCode !== null) throw new Error(`the process ended: ${this.#said.join("\n")}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#said;
  }

  /** Ends a program that holds. */
  endInput(): void {
    this.#process.stdin.end();
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  /** @returns all whole lines that it has said */
  async ended(): Promise<readonly string[]> {
    await this.#ended;
    // A line that was cut off by the end of the process: what it tells of had not begun.
    return this.#said.filter((line) => line.endsWith("}"));
  }
}
