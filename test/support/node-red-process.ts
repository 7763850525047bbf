import { spawn, type ChildProcess } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import type { NodeRedRuntime } from "./runtimes";

/** What the probe inside Node-RED says by itself. Texts are in the probe's wire format. */
export type ProbeReport =
  | { readonly kind: "message"; readonly probe: string; readonly msg: string }
  | { readonly kind: "status"; readonly node: string; readonly status: string }
  | { readonly kind: "done"; readonly node: string; readonly msgid: string; readonly error?: string }
  | { readonly kind: "flows-started" }
  | { readonly kind: "flows-blocked"; readonly reason: string };

/** What a test may ask the probe to do. */
export type ProbeRequest =
  { readonly kind: "inject"; readonly probe: string; readonly msg: string } | { readonly kind: "flush" };

type Answer = { readonly kind: "answer"; readonly ask: number; readonly error?: string };

/** How a Node-RED process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How to start it. */
export interface ProcessStart {
  readonly runtime: NodeRedRuntime;
  readonly userDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** Modules that are loaded before Node-RED. */
  readonly preload: readonly string[];
  readonly onReport: (report: ProbeReport) => void;
  readonly onOutput: (text: string) => void;
}

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) {
    child.kill("SIGKILL");
  }
});

/** One run of Node-RED as a child process with a channel to its probe. */
export class NodeRedProcess {
  /** Settles when the process is gone. */
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  #asks = 0;

  constructor(start: ProcessStart) {
    const { runtime, userDir, preload, onOutput } = start;
    const args = [
      ...preload.flatMap((module) => ["--require", module]),
      runtime.script,
      "--settings",
      join(userDir, "settings.js"),
    ];
    this.#child = spawn(runtime.node, args, {
      cwd: userDir,
      env: environment(start),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    running.add(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", onOutput);
    }
    this.#child.on("message", (report: ProbeReport | Answer) => {
      if (report.kind === "answer") {
        this.#answer(report);
      } else {
        start.onReport(report);
      }
    });
    this.ended = new Promise((resolve) => {
      this.#child.once("error", (error) => onOutput(`${String(error)}\n`));
      // "close" comes after the last output, unlike "exit".
      this.#child.once("close", (code, signal) => {
        running.delete(this.#child);
        for (const { reject } of this.#asked.values()) {
          reject(new Error("Node-RED ended before it answered"));
        }
        resolve({ code, signal });
      });
    });
  }

  /** The process id, for tests that look at it from outside. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Settles when the probe has done it; everything that it reported before has been handled by then. */
  ask(request: ProbeRequest): Promise<void> {
    const ask = ++this.#asks;
    return new Promise((resolve, reject) => {
      this.#asked.set(ask, { resolve, reject });
      this.#child.send({ ...request, ask }, (error) => {
        if (error !== null) {
          this.#asked.delete(ask);
          reject(new Error("Node-RED is not running", { cause: error }));
        }
      });
    });
  }

  /**
   * Ends the process; one that does not end by itself is killed.
   *
   * @param patienceMs before it is killed; Node-RED itself waits up to 15 s for a node to close
   */
  async end(signal: NodeJS.Signals, patienceMs = 25_000): Promise<Ending> {
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), patienceMs);
    this.#child.kill(signal);
    const ending = await this.ended;
    clearTimeout(timer);
    return ending;
  }

  #answer({ ask, error }: Answer): void {
    const asked = this.#asked.get(ask);
    this.#asked.delete(ask);
    if (error === undefined) {
      asked?.resolve();
    } else {
      asked?.reject(new Error(error));
    }
  }
}

/** Only what a program needs: a variable of the machine (proxy, NODE_RED_…, NODE_OPTIONS) must not change a result. */
function environment({ runtime, userDir, env }: ProcessStart): NodeJS.ProcessEnv {
  const path = `${dirname(runtime.node)}${delimiter}${process.env["PATH"] ?? ""}`;
  return { PATH: path, HOME: userDir, TMPDIR: process.env["TMPDIR"] ?? "/tmp", LANG: "C.UTF-8", ...env };
}
