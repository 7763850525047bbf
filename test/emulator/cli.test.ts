import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
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
  await expect.poll(output).toMatch(/\n$/);
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
  await expect.poll(output).toContain("Ctrl+C");
  expect(output()).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
  expect(output()).toContain("this machine only");
  expect(output()).toContain("Kim Hale    us  no CRM account: no_org");
  child.kill("SIGINT");
  expect(await ended).toBe(0);
}, 30_000);

test("--help tells options, environment, addresses and examples, in lines that fit a terminal", async () => {
  const { output, ended } = run("--help");
  expect(await ended).toBe(0);
  for (const heading of ["Usage", "Options", "Environment", "Addresses", "Examples"]) {
    expect(output()).toContain(`\n${heading}\n`);
  }
  expect(
    Math.max(
      ...output()
        .split("\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(80);
}, 30_000);

test("--version is the package's", async () => {
  const { output, ended } = run("--version");
  expect(await ended).toBe(0);
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(output()).toBe(`${version}\n`);
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

test("--tls: another program comes in under a real name by the CA file and a look-up of its own", async () => {
  const directory = mkdtempSync(join(tmpdir(), "emulator-cli-"));
  const caFile = join(directory, "ca.pem");
  const { output } = run("--port", "0", "--tls", "--tls-port", "0", "--ca-file", caFile, "--json");
  await expect.poll(output).toMatch(/\n$/);
  const { tls } = JSON.parse(output()) as ReadyInfo;
  expect(tls).toEqual({ port: expect.any(Number) as number, host: "127.0.0.1", caFile, ca: tls?.ca });
  const program = `
    const lookup = (name, options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]);
    require("node:https").get(
      { host: "accounts.zoho.in", path: "/oauth/serverinfo", port: ${String(tls?.port)}, lookup },
      (answer) => console.log(answer.resume().statusCode),
    );`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--eval", program], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile },
  });
  expect(stdout).toBe("200\n");
  rmSync(directory, { recursive: true });
}, 30_000);

test("--tls without --json says what to do: trust the CA, point the names, mind the port", async () => {
  const { output } = run("--port", "0", "--tls", "--tls-port", "0", "--host", "0.0.0.0");
  await expect.poll(output).toContain("Ctrl+C");
  expect(output()).toContain("beyond this machine");
  expect(output()).toMatch(/https on port \d+ of 0\.0\.0\.0/);
  expect(output()).toMatch(/trust: .*NODE_EXTRA_CA_CERTS/);
  expect(output()).toMatch(/names: .*accounts\.zoho\.com.* at 127\.0\.0\.1/);
  expect(output()).toMatch(/port: .*--tls-port 443/);
}, 30_000);

test("a taken port for --tls is said in one sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const { errors, ended } = run("--port", "0", "--tls", "--tls-port", String(port));
  expect(await ended).toBe(1);
  expect(errors()).toBe(`Port ${port} is taken. End what uses it, or choose another with --tls-port.\n`);
  other.close();
}, 30_000);

test.each([
  [["--port", "many"]],
  [["--port", "70000"]],
  [["--what"]],
  [["extra"]],
  [["--tls-port", "9743"]],
  [["--ca-file", "ca.pem"]],
  [["--tls", "--tls-port", "x"]],
  [["--tls", "--port", "9743"]],
])(
  "%j is refused with a hint",
  async (args) => {
    const { errors, ended } = run(...args);
    expect(await ended).toBe(2);
    expect(errors()).toContain("Try --help.");
  },
  30_000,
);
