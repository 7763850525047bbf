import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { build } from "esbuild";
import { PROJECT_ROOT } from "../../support/project-root";
import { testDirectory } from "../../support/test-directory";
import type { ReadingProgram } from "./reading-program";

/** Compiles the program once, so that starting a process takes as little as it can. @returns its path */
export async function compileGateway(): Promise<string> {
  const outfile = join(await testDirectory("gateway"), "reading-program.cjs");
  await build({
    entryPoints: [join(__dirname, "reading-program.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["classic-level"],
    // Only `require` looks where NODE_PATH says.
    supported: { "dynamic-import": false },
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** What gateways have said, all of them together. */
export class GatewaySayings {
  readonly begun = new Set<number>();
  readonly kept = new Set<number>();
  readonly written = new Set<number>();
  readonly unknown = new Set<number>();
  readonly failed = new Set<number>();
  /** Anything that should not have happened. */
  readonly complaints: string[] = [];
  done: string | undefined;

  hear(line: string): void {
    const [word = "", ...rest] = line.split(" ");
    if (word === "begun" || word === "kept" || word === "written" || word === "unknown" || word === "failed")
      for (const n of rest) this[word].add(Number(n));
    else if (word === "done") this.done = rest.join(" ");
    else if (word !== "ready") this.complaints.push(line);
  }
}

/** A gateway that runs. */
export class GatewayProcess {
  readonly #process: ChildProcessByStdio<null, Readable, null>;
  readonly ended: Promise<void>;
  #heard: () => void = () => undefined;
  #isOver = false;

  constructor(compiled: string, program: ReadingProgram, sayings: GatewaySayings) {
    this.#process = spawn(process.execPath, [compiled, JSON.stringify(program)], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_PATH: join(PROJECT_ROOT, "node_modules") },
    });
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      sayings.hear(line);
      this.#heard();
    });
    this.ended = new Promise((resolve) => {
      this.#process.once("close", () => {
        this.#isOver = true;
        this.#heard();
        resolve();
      });
    });
  }

  /** Resolves when what it said is enough, or when it has ended. */
  async until(isEnough: () => boolean): Promise<void> {
    while (!this.#isOver && !isEnough()) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  /** @returns false where it had ended by itself */
  async kill(): Promise<boolean> {
    const isKilled = this.#process.kill("SIGKILL");
    await this.ended;
    return isKilled;
  }
}
