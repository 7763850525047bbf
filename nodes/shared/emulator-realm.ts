import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { emulatorBase, emulatorRoute } from "../../src/transport/emulator-route";
import type { Transport } from "../../src/transport/transport";
import { undiciTransport } from "../../src/transport/undici-transport";

export interface EmulatorRealmOptions {
  /** Folder for the emulator's state, so that its grants outlive a restart of Node-RED. */
  readonly directory: string;
  readonly log: (sentence: string) => void;
}

/** The port that is tried first, so that addresses stay the same over restarts. */
const USUAL_PORT = 9780;

/**
 * The emulator as this runtime sees it: the one at `ZOHO_EMULATOR_URL`, else one of its own on loopback that is
 * started when it is first needed.
 */
export class EmulatorRealm {
  private base: Promise<string> | undefined;
  private reached: Promise<Transport> | undefined;

  constructor(private readonly options: EmulatorRealmOptions) {}

  /**
   * Address of the emulator, without a trailing slash.
   *
   * @throws ZohoError `emulator_unavailable`
   */
  url(): Promise<string> {
    this.base ??= this.open().catch((error: unknown) => {
      this.base = undefined;
      throw error;
    });
    return this.base;
  }

  /** Sends Zoho's URLs to the emulator. */
  readonly transport: Transport = async (request) => {
    this.reached ??= this.url()
      .then((url) => undiciTransport({ route: emulatorRoute(url), proxied: "never" }))
      .catch((error: unknown) => {
        this.reached = undefined;
        throw error;
      });
    const transport = await this.reached;
    return transport(request);
  };

  private async open(): Promise<string> {
    const given = process.env["ZOHO_EMULATOR_URL"];
    if (given !== undefined && given !== "") return emulatorBase(given);
    const { startEmulator } = await import("../../src/emulator/index.js");
    await mkdir(this.options.directory, { recursive: true, mode: 0o700 });
    const stateFile = join(this.options.directory, "emulator.json");
    const emulator = await startEmulator({ port: USUAL_PORT, stateFile }).catch(() =>
      startEmulator({ stateFile }),
    );
    this.options.log(`The Zoho emulator runs at ${emulator.url}`);
    return emulator.url;
  }
}
