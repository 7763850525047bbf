import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { ReadyInfo } from "../../src/emulator/index";

const children: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: () => string;
  readonly errors: () => string;
  readonly ended: Promise<number | null>;
}

/** Runs the command from its source. */
function run(...args: readonly string[]): Run {
  const child = spawn(process.execPath, ["--import", "tsx", "src/emulator/cli.ts", ...args], {
    stdio: "pipe",
  });
  children.push(child);
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, output: () => output, errors: () => errors, ended };
}

test("--json prints one line when ready, and SIGTERM ends it with the state saved", async () => {
  const directory = mkdtempSync(join(tmpdir(), "emulator-cli-"));
  const stateFile = join(directory, "state.json");
  const { child, output, ended } = run("--port", "0", "--json", "--state", stateFile);
  await expect.poll(output, { timeout: 20_000 }).toMatch(/\n$/);
  const ready = JSON.parse(output()) as ReadyInfo;
  expect(output().trimEnd().split("\n")).toHaveLength(1);
  expect(ready.people[0]).toMatchObject({ name: "Robin Vale", dataCenter: "us" });
  expect((await fetch(`${ready.url}/accounts.zoho.com/oauth/serverinfo`)).status).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(existsSync(stateFile)).toBe(true);
  rmSync(directory, { recursive: true });
}, 30_000);

test("without --json it says its address, that it is on loopback, and who can sign in", async () => {
  const { child, output, ended } = run("--port", "0");
  await expect.poll(output, { timeout: 20_000 }).toContain("Ctrl+C");
  expect(output()).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
  expect(output()).toContain("this machine only");
  expect(output()).toContain("Robin Vale");
  child.kill("SIGINT");
  expect(await ended).toBe(0);
}, 30_000);

test("a taken port is said in one sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const { errors, ended } = run("--port", String(port));
  expect(await ended).toBe(1);
  expect(errors()).toBe(`Port ${port} is taken. End what uses it, or choose another with --port.\n`);
  other.close();
}, 30_000);

test.each([[["--port", "many"]], [["--port", "70000"]], [["--what"]], [["extra"]]])(
  "%j is refused with a hint",
  async (args) => {
    const { errors, ended } = run(...args);
    expect(await ended).toBe(2);
    expect(errors()).toContain("Try --help.");
  },
  30_000,
);
