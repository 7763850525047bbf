import { type ChildProcess, spawn } from "node:child_process";
import { cp, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { testDirectory } from "../../support/test-directory";
import { type ClientPackage, clientPackage } from "./client-packages";

const PROGRAMS = resolve(__dirname, "..", "programs");

/** Any step that takes longer hangs, ms. */
const STEP_LIMIT = 30_000;

/** What a step came to: what the client handed back, or what it threw. */
export type Outcome =
  | { readonly value: unknown; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: Readonly<Record<string, unknown>> };

/** A program that uses one client, in a process of its own: SDKs keep state for the whole process. */
export interface ClientProgram {
  /** Its working directory, new and empty but for the program. */
  readonly directory: string;
  do(step: string, input?: unknown): Promise<Outcome>;
  /** Like `do`, where nothing may go wrong. */
  value(step: string, input?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Starts a program of `test/clients/programs` beside the package it imports, as in anybody's project.
 *
 * @param program file name without extension
 */
export async function startClient(program: string, name: ClientPackage): Promise<ClientProgram> {
  const home = await clientPackage(name);
  const directory = await testDirectory("client");
  await cp(PROGRAMS, directory, { recursive: true });
  await symlink(join(home, "node_modules"), join(directory, "node_modules"), "junction");
  const args = ["--import", "./loopback-only.mjs", `${program}.mjs`];
  const child = spawn(process.execPath, args, {
    cwd: directory,
    env: { PATH: process.env["PATH"], CLIENT_PACKAGE: name },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child);

  async function perform(step: string, input: unknown = {}): Promise<Outcome> {
    child.stdin.write(`${JSON.stringify({ step, input })}\n`);
    const line = await within(lines.next(), step);
    if (line.done === true) throw new Error(`${program} ended during ${step}:\n${complaints}`);
    return JSON.parse(line.value) as Outcome;
  }

  return {
    directory,
    do: perform,
    async value(step, input) {
      const outcome = await perform(step, input);
      if (outcome.error !== undefined) throw new Error(`${step} failed: ${JSON.stringify(outcome.error)}`);
      return outcome.value;
    },
    async close() {
      child.stdin.end();
      child.kill();
      await ended;
    },
  };
}

function once(child: ChildProcess): Promise<void> {
  return new Promise((done) => child.once("close", () => done()));
}

async function within<T>(work: Promise<T>, step: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${step} takes longer than ${STEP_LIMIT} ms`)), STEP_LIMIT);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
