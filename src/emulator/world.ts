import { type CallGate, createCallGate } from "./access/call-gate";
import { type CallLimits, createCallLimits } from "./access/call-limits";
import type { AuthorizeSession } from "./accounts/authorize-session";
import type { RecentTimes } from "./accounts/recent-times";
import { createTokenStore, type TokenStore } from "./accounts/token-store";
import { createNoteBoard, type NoteBoard } from "./console-page/note-board";
import { createOrgRecords, type OrgRecords } from "./crm/org-records";
import { createFaceRecords, type FaceRecords } from "./faces/records/face-records";
import { createFaultList, type FaultList } from "./faults/fault-list";
import { makePeople, type RecordCounts } from "./people/make-people";
import { readyMadeClients, type RegisteredClient } from "./people/clients";
import type { Org, Person } from "./people/person";
import { createSeededRandom, type SeededRandom } from "./random/seeded-random";
import { createRequestLog, type RequestLog } from "./requests/request-log";
import { defaultSettings, type EmulatorSettings } from "./settings/settings-table";
import {
  type ClockStart,
  createVirtualClock,
  type SavedClock,
  type VirtualClock,
} from "./time/virtual-clock";
import type { TlsInfo } from "./tls/tls-info";

/** Everything that one emulator knows. Handlers get it passed in; there is no other state. */
export interface World {
  readonly seed: number;
  /** What Acme (Production) began with beside the fixtures' numbers. */
  readonly recordCounts: RecordCounts;
  settings: EmulatorSettings;
  /** What the settings began with, where that differs from the table's defaults; a reset goes back to it. */
  readonly startSettings: Partial<EmulatorSettings>;
  clock: VirtualClock;
  readonly clockStart: ClockStart;
  readonly random: SeededRandom;
  readonly people: readonly Person[];
  readonly clients: Map<string, RegisteredClient>;
  readonly tokens: TokenStore;
  /** Scopes that were consented to, by `consentKey`. */
  readonly consents: Map<string, readonly string[]>;
  /** When what is limited happened in the last ten minutes, by what and whose it is. */
  readonly recentTimes: Map<string, RecentTimes>;
  /** Consents that somebody is clicking through, by session ID. */
  readonly sessions: Map<string, AuthorizeSession>;
  readonly records: OrgRecords;
  /** Records of the products that are neither CRM nor Bigin. */
  readonly faceRecords: FaceRecords;
  readonly gate: CallGate;
  readonly limits: CallLimits;
  readonly log: RequestLog;
  readonly faults: FaultList;
  /** Page tokens and cursors carry it; those of another one have died. */
  pageTokenGeneration: number;
  /** What buttons of the console page did. */
  readonly notes: NoteBoard;
  /** The emulator's own address: `http://127.0.0.1:9780`. */
  readonly origin: () => string;
  /** Where it answers under Zoho's real names; undefined where it does not. */
  readonly tls: () => TlsInfo | undefined;
  readonly orgById: (id: string) => Org | undefined;
  readonly personById: (zuid: string) => Person | undefined;
  /** Says that something changed that is worth saving. */
  touch: () => void;
}

/** A world as the seed makes it. */
export function createWorld(options: {
  readonly seed: number;
  readonly recordCounts: RecordCounts;
  readonly clockStart: ClockStart;
  /** Where a clock of a state file goes on. */
  readonly savedClock?: SavedClock;
  readonly startSettings: Partial<EmulatorSettings>;
  readonly origin: () => string;
  readonly tls: () => TlsInfo | undefined;
}): World {
  const people = makePeople(options.seed, options.recordCounts);
  const orgs = new Map(people.flatMap((person) => person.orgs.map((org) => [org.id, org])));
  const byZuid = new Map(people.map((person) => [person.zuid, person]));
  return {
    seed: options.seed,
    recordCounts: options.recordCounts,
    settings: { ...defaultSettings(), ...options.startSettings },
    startSettings: options.startSettings,
    clock: createVirtualClock(options.clockStart, options.savedClock),
    clockStart: options.clockStart,
    random: createSeededRandom(options.seed),
    people,
    clients: new Map(readyMadeClients().map((client) => [client.clientId, client])),
    tokens: createTokenStore(),
    consents: new Map(),
    recentTimes: new Map(),
    sessions: new Map(),
    records: createOrgRecords(options.seed),
    faceRecords: createFaceRecords(options.seed),
    gate: createCallGate(),
    limits: createCallLimits(),
    log: createRequestLog(),
    faults: createFaultList(),
    pageTokenGeneration: 0,
    notes: createNoteBoard(),
    origin: options.origin,
    tls: options.tls,
    orgById: (id) => orgs.get(id),
    personById: (zuid) => byZuid.get(zuid),
    touch: () => undefined,
  };
}
