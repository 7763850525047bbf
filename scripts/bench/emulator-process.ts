import { join } from "node:path";
import type { ReadyInfo } from "../../src/emulator/index";
import { EmulatorControl } from "../launch/emulator-control";
import { PROJECT_ROOT } from "../launch/project-root";
import { startServerProcess } from "./server-process";

/** An emulator in a process of its own, whose API limits no row will reach. Its limits of tokens are Zoho's. */
export interface EmulatorProcess {
  readonly ready: ReadyInfo;
  readonly control: EmulatorControl;
  end(): Promise<void>;
}

export async function startEmulatorProcess(): Promise<EmulatorProcess> {
  const cli = join(PROJECT_ROOT, "dist", "src", "emulator", "cli.js");
  const server = await startServerProcess([cli, "--port", "0", "--json"]);
  const ready = JSON.parse(server.line) as ReadyInfo;
  const control = new EmulatorControl(ready.url);
  await control.settings({ crmCreditsPerDay: 1_000_000_000, crmConcurrency: 100_000, apiDomain: "emulator" });
  return { ready, control, end: () => server.end() };
}
