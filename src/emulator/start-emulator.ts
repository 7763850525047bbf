import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { isDeepStrictEqual } from "node:util";
import { checkRecordCounts } from "./crm/record-counts";
import { createHttpDate } from "./http/http-date";
import { json } from "./http/reply";
import { respond } from "./http/respond";
import { type ClientTimes, serverLimits } from "./http/server-limits";
import type { RecordCounts } from "./people/make-people";
import { type ReadyInfo, readyInfo } from "./ready-info";
import { changeSettings } from "./settings/change-settings";
import type { EmulatorSettings } from "./settings/settings-table";
import { createSaveLater } from "./state/save-later";
import { restoreSnapshot, takeSnapshot } from "./state/snapshot";
import { readStateFile, StateFileError, writeStateFile } from "./state/state-file";
import type { ClockStart } from "./time/virtual-clock";
import { createWorld } from "./world";

/** How an emulator begins. */
export interface EmulatorOptions {
  /** 0 (the default): any free port. */
  readonly port?: number;
  /** Address to listen on, default 127.0.0.1. */
  readonly host?: string;
  /** Default 1, or that of the state file. */
  readonly seed?: number;
  /** How many records modules of Acme (Production) begin with, by API name: `{ Leads: 100_000 }`. */
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
  /** Cuts open connections, saves the state, frees the port. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of Zoho: one process, one port, Zoho's host names as the first part of the path.
 *
 * @throws RecordCountError where `records` names no module or no number, StateFileError where the state file can't be used, SettingsError where a setting is not accepted, and
 *   what Node says where the port can't be had (`EADDRINUSE`)
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const { stateFile, host = "127.0.0.1" } = options;
  const snapshot = stateFile === undefined ? undefined : readStateFile(stateFile);
  if (snapshot !== undefined && options.seed !== undefined && options.seed !== snapshot.seed) {
    throw new StateFileError(
      `The state file ${String(stateFile)} was made with seed ${snapshot.seed}, not ${options.seed}.`,
    );
  }
  const recordCounts = options.records ?? snapshot?.recordCounts ?? {};
  checkRecordCounts(recordCounts);
  if (snapshot !== undefined && !isDeepStrictEqual(recordCounts, snapshot.recordCounts)) {
    throw new StateFileError(
      `The state file ${String(stateFile)} was made with other numbers of records: ${JSON.stringify(snapshot.recordCounts)}.`,
    );
  }
  let origin = "";
  const world = createWorld({
    seed: options.seed ?? snapshot?.seed ?? 1,
    recordCounts,
    clockStart: options.clock ?? {},
    ...(snapshot === undefined ? {} : { savedClock: snapshot.clock }),
    startSettings: options.settings ?? {},
    origin: () => origin,
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
  const server = createServer(serverLimits(options.clientTimes), (request, response) => {
    response.sendDate = false;
    respond({ world, date, incoming: request, response });
  });
  server.on("clientError", refuseMalformed);
  await listen(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  origin = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  world.touch();

  return {
    url: origin,
    get ready() {
      return readyInfo(world);
    },
    async close() {
      await stop(server);
      saving.flush();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/** By the code of Node's error. */
const MALFORMED: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "the headers are too large"],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "the request did not arrive in time"],
};

/** What is no HTTP gets a short answer in HTTP, and the connection ends. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = MALFORMED[error.code ?? ""] ?? [
    "400 Bad Request",
    "the request can't be understood",
  ];
  const { body = "" } = json(400, { error: "bad_request", message });
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  socket.write(`${head}Connection: close\r\n\r\n`);
  socket.end(body);
}
