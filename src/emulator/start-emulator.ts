import { checkRecordCounts } from "./crm/record-counts";
import { createHttpDate } from "./http/http-date";
import { type ClientTimes, serverLimits } from "./http/server-limits";
import { openHttpListener } from "./listen/http-listener";
import type { RecordCounts } from "./people/make-people";
import { type ReadyInfo, readyInfo } from "./ready-info";
import { changeSettings } from "./settings/change-settings";
import type { EmulatorSettings } from "./settings/settings-table";
import { createSaveLater } from "./state/save-later";
import { restoreSnapshot, takeSnapshot } from "./state/snapshot";
import { savedSnapshot } from "./state/saved-snapshot";
import { writeStateFile } from "./state/state-file";
import type { ClockStart } from "./time/virtual-clock";
import { openRealNames, type RealNames } from "./tls/open-real-names";
import type { TlsOptions } from "./tls/tls-info";
import { createWorld } from "./world";

/** How an emulator begins. */
export interface EmulatorOptions {
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** Address to listen on, default 127.0.0.1. */
  readonly host?: string;
  /** Default 1, or that of the state file. */
  readonly seed?: number;
  /** Also answers under Zoho's real host names, by https with a test CA; default: it does not. */
  readonly tls?: TlsOptions;
  /** How many records modules of Acme (Production) begin with: `{ Leads: 100_000, "creator/Reading": 5_000 }`. */
  readonly records?: RecordCounts;
  /** Loaded at start, saved after changes and at the end. */
  readonly stateFile?: string;
  /** Win over those of the state file. */
  readonly settings?: Partial<EmulatorSettings>;
  /** How long clients may take to send a request. */
  readonly clientTimes?: ClientTimes;
  /** Default: runs with real time. */
  readonly clock?: ClockStart;
  /** Told when the state can't be saved in the background. Default: a warning of the process. */
  readonly onSaveError?: (error: unknown) => void;
}

export interface RunningEmulator {
  /** `http://127.0.0.1:9780` */
  readonly url: string;
  readonly ready: ReadyInfo;
  /** Cuts open connections, saves the state, frees the ports. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of Zoho: one process, one port, Zoho's host names as the first part of the path. With `tls` a
 * second port serves the same world under the names themselves.
 *
 * @throws RecordCountError where `records` names no module or no number, StateFileError where the state file can't be
 *   used, SettingsError where a setting is not accepted, CaFileError where the CA file can't be written, and what Node
 *   says where a port can't be had (`EADDRINUSE`)
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const { stateFile, host = "127.0.0.1" } = options;
  const snapshot = savedSnapshot(options);
  const recordCounts = options.records ?? snapshot?.recordCounts ?? {};
  checkRecordCounts(recordCounts);
  let origin = "";
  let realNames: RealNames | undefined;
  const world = createWorld({
    seed: options.seed ?? snapshot?.seed ?? 1,
    recordCounts,
    clockStart: options.clock ?? {},
    ...(snapshot === undefined ? {} : { savedClock: snapshot.clock }),
    startSettings: options.settings ?? {},
    origin: () => origin,
    tls: () => realNames?.info,
  });
  if (snapshot !== undefined) restoreSnapshot(world, snapshot);
  const names = world.people.map((person) => person.name);
  world.settings = changeSettings(world.settings, options.settings ?? {}, names);
  const saving = createSaveLater(
    () => {
      if (stateFile !== undefined) writeStateFile(stateFile, takeSnapshot(world));
    },
    options.onSaveError ?? ((error) => process.emitWarning(String(error))),
  );
  if (stateFile !== undefined) world.touch = saving.changed;

  const date = createHttpDate(() => world.clock.now());
  const limits = serverLimits(options.clientTimes);
  const listener = await openHttpListener(world, date, limits, { port: options.port ?? 0, host });
  origin = `http://${host.includes(":") ? `[${host}]` : host}:${listener.port}`;
  if (options.tls !== undefined) {
    try {
      realNames = await openRealNames(world, date, limits, { port: 0, host, ...options.tls });
    } catch (error) {
      await listener.close();
      throw error;
    }
  }
  world.touch();

  return {
    url: origin,
    get ready() {
      return readyInfo(world);
    },
    async close() {
      await Promise.all([listener.close(), realNames?.close()]);
      saving.flush();
    },
  };
}
