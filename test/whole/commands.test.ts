import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT_ROOT } from "../support/project-root";
import { watchOfThisFile } from "../support/secrets/file-watch";
import { WITNESS } from "../support/secrets/secret-watch";
import { testDirectory } from "../support/test-directory";

/** Where the editor of `npm start` is. */
const PORT = 18_800;

/** Starts one of the README's commands, without building again; what it prints and answers is searched for secrets. */
function run(script: string, ...args: readonly string[]): ChildProcess {
  const tsx = join(PROJECT_ROOT, "node_modules/tsx/dist/cli.mjs");
  const watched = { ...watchOfThisFile()?.environment(PORT), NODE_OPTIONS: `--require "${WITNESS}"` };
  return spawn(process.execPath, [tsx, join("scripts", script), ...args], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ...watched },
  });
}

/** Everything that a command prints until it ends, or until the condition holds. */
async function output(
  child: ChildProcess,
  until?: (text: string) => boolean,
): Promise<{ text: string; code: number | null }> {
  let text = "";
  watchOfThisFile()?.output("log", "a command", () => text);
  return new Promise((resolve) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      if (until?.(text) === true) resolve({ text, code: null });
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => {
      resolve({ text, code });
    });
  });
}

/** Those that need a broker or a database besides. */
const NEED_MORE = ["7 Many gateways and one hub", "16 Two-way contact sync with a local database"];

describe("the commands of the README", () => {
  test("npm run demo keeps every promise", async () => {
    const { text, code } = await output(run("demo.ts"));
    expect(text).not.toContain("FAIL");
    expect(text).toMatch(/\b(\d+) of \1 promises kept/);
    expect(code).toBe(0);
  });

  test("npm start prints both addresses after the first example has run, and leaves nothing behind", async () => {
    const userDir = await testDirectory("start");
    await watchOfThisFile()?.userDirectory(userDir, "sealed");
    const ports = ["--port", String(PORT), "--emulator-port", "19800"];
    const child = run("start.ts", "--user-dir", userDir, ...ports);
    const { text } = await output(child, (printed) => printed.includes("Ctrl-C stops both"));
    const [editor = "", emulator = ""] = text.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    expect(text).toContain("The first example has already read the Leads");
    expect((await fetch(editor)).status).toBe(200);
    expect((await fetch(`${emulator}/_emulator/state`)).status).toBe(200);
    const flows = (await (await fetch(`${editor}/flows`)).json()) as { type: string; label?: string }[];
    const tabs = flows.flatMap(({ type, label = "" }) => (type === "tab" ? [label] : []));
    const examples = readdirSync(join(PROJECT_ROOT, "examples")).map((file) => basename(file, ".json"));
    expect([...tabs, ...NEED_MORE].toSorted()).toEqual(examples.toSorted());
    child.kill("SIGTERM");
    const { code } = await output(child);
    expect(code).toBe(0);
    await expect(fetch(editor)).rejects.toThrow();
    await expect(fetch(`${emulator}/_emulator/state`)).rejects.toThrow();
  });
});
