import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FlowNode } from "./example-flows";
import { PROJECT_ROOT } from "./project-root";

/** How Node-RED is to be started. */
export interface LaunchOptions {
  readonly userDir: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Longest time until Node-RED must run its flows, milliseconds. */
const START_MS = 60_000;

/** A Node-RED of its own: a child process on loopback, with this package linked into its user directory. */
export class LaunchedNodeRed {
  private process: ChildProcess | undefined;
  private output = "";

  constructor(private readonly options: LaunchOptions) {}

  get url(): string {
    return `http://127.0.0.1:${String(this.options.port)}`;
  }

  /** Everything that it has printed. */
  get log(): string {
    return this.output;
  }

  /** @throws Error with the end of its log where it does not come up */
  async start(): Promise<void> {
    const settings = prepareUserDirectory(this.options);
    const main = join(dirname(createRequire(import.meta.url).resolve("node-red/package.json")), "red.js");
    const child = spawn(process.execPath, [main, "--settings", settings], {
      env: { ...process.env, ...this.options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    // Also when this process ends by an error, e.g. because nobody reads what it prints.
    process.once("exit", () => child.kill());
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string): void => {
        reject(new Error(`Node-RED did not start: ${why}\n${this.output.slice(-2000)}`));
      };
      const timer = setTimeout(fail, START_MS, "it took too long");
      const read = (chunk: Buffer): void => {
        this.output += chunk.toString();
        if (!chunk.toString().includes("Started flows")) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => {
        fail(`it ended with ${String(code)}`);
      });
    });
  }

  /** Resolves when the process has ended by itself. */
  ended(): Promise<void> {
    return new Promise((resolve) =>
      this.process?.once("exit", () => {
        resolve();
      }),
    );
  }

  async stop(): Promise<void> {
    const child = this.process;
    if (child === undefined || child.exitCode !== null) return;
    const ended = this.ended();
    child.kill("SIGTERM");
    await ended;
  }

  /** Replaces all flows, through the Admin API, and waits until they run. */
  async deploy(flows: readonly FlowNode[]): Promise<void> {
    const before = this.output.length;
    const response = await fetch(`${this.url}/flows`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "node-red-api-version": "v2",
        "node-red-deployment-type": "full",
      },
      body: JSON.stringify({ flows }),
    });
    if (!response.ok) throw new Error(`Node-RED refused the flows: ${await response.text()}`);
    while (!this.output.slice(before).includes("Started flows"))
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function prepareUserDirectory({ userDir, port }: LaunchOptions): string {
  const modules = join(userDir, "node_modules", "@opsflow");
  mkdirSync(modules, { recursive: true });
  const link = join(modules, "node-red-zoho");
  if (!existsSync(link)) symlinkSync(PROJECT_ROOT, link, "junction");
  const manifest = join(userDir, "package.json");
  const dependencies = { "@opsflow/node-red-zoho": "*" };
  if (!existsSync(manifest))
    writeFileSync(manifest, JSON.stringify({ name: "node-red-project", private: true, dependencies }));
  const settings = join(userDir, "settings.js");
  const content = {
    uiHost: "127.0.0.1",
    uiPort: port,
    userDir,
    flowFile: "flows.json",
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false },
  };
  writeFileSync(settings, `module.exports = ${JSON.stringify(content, undefined, 2)};\n`);
  return settings;
}
