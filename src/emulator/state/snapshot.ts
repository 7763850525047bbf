import type { RecentTimes } from "../accounts/recent-times";
import type { SavedCredits } from "../access/call-gate";
import type { SavedLimits } from "../access/call-limits";
import type { AuthorizeSession } from "../accounts/authorize-session";
import type { DeviceCode } from "../accounts/device/device-code";
import type { AccessToken, EnhanceToken, GrantCode, RefreshToken } from "../accounts/token-store";
import type { SavedOrgData } from "../crm/org-records";
import type { SavedFaceRecords } from "../faces/records/face-records";
import type { WaitingFault } from "../faults/fault-list";
import type { RegisteredClient } from "../people/clients";
import type { RecordCounts } from "../people/make-people";
import { changeSettings } from "../settings/change-settings";
import { defaultSettings, type EmulatorSettings } from "../settings/settings-table";
import type { SavedClock } from "../time/virtual-clock";
import type { World } from "../world";

/** Everything that outlives a restart: clients and whoever is clicking through a consent notice nothing. The request log does not. */
export interface Snapshot {
  readonly format: 3;
  readonly seed: number;
  readonly recordCounts: RecordCounts;
  readonly clock: SavedClock;
  readonly settings: EmulatorSettings;
  readonly draws: Readonly<Record<string, number>>;
  readonly clients: readonly RegisteredClient[];
  readonly codes: readonly GrantCode[];
  readonly refreshTokens: readonly RefreshToken[];
  readonly accessTokens: readonly AccessToken[];
  readonly consents: readonly (readonly [string, readonly string[]])[];
  readonly recentTimes: readonly (readonly [string, RecentTimes])[];
  readonly devices: readonly DeviceCode[];
  readonly enhanceTokens: readonly EnhanceToken[];
  readonly sessions: readonly AuthorizeSession[];
  readonly faults: readonly WaitingFault[];
  readonly credits: SavedCredits;
  readonly records: Readonly<Record<string, SavedOrgData>>;
  /** Absent from older files, as are the two below. */
  readonly pageTokenGeneration?: number;
  readonly limits?: SavedLimits;
  readonly faceRecords?: SavedFaceRecords;
}

/** The world as it is now. */
export function takeSnapshot(world: World): Snapshot {
  return {
    format: 3,
    seed: world.seed,
    recordCounts: world.recordCounts,
    clock: world.clock.save(),
    settings: world.settings,
    draws: world.random.save(),
    clients: [...world.clients.values()],
    codes: [...world.tokens.codes.values()],
    refreshTokens: [...world.tokens.refresh.values()],
    accessTokens: [...world.tokens.access.values()],
    consents: [...world.consents],
    recentTimes: [...world.recentTimes],
    devices: [...world.tokens.devices.values()],
    enhanceTokens: [...world.tokens.enhance.values()],
    sessions: [...world.sessions.values()],
    faults: world.faults.list(world.clock.now()),
    credits: world.gate.save(),
    records: world.records.save(),
    pageTokenGeneration: world.pageTokenGeneration,
    limits: world.limits.save(),
    faceRecords: world.faceRecords.save(),
  };
}

/**
 * Makes a world go on from a snapshot of the same seed. The clock is not touched: it was made from the snapshot.
 *
 * @throws SettingsError where the settings are not of this version
 */
export function restoreSnapshot(world: World, snapshot: Snapshot): void {
  const names = world.people.map((person) => person.name);
  world.settings = changeSettings(defaultSettings(), snapshot.settings, names);
  world.random.restore(snapshot.draws);
  refill(
    world.clients,
    snapshot.clients.map((client) => [client.clientId, client]),
  );
  refill(
    world.tokens.codes,
    snapshot.codes.map((code) => [code.code, code]),
  );
  refill(
    world.tokens.refresh,
    snapshot.refreshTokens.map((token) => [token.token, token]),
  );
  refill(
    world.tokens.access,
    snapshot.accessTokens.map((token) => [token.token, token]),
  );
  refill(world.consents, snapshot.consents);
  refill(world.recentTimes, snapshot.recentTimes);
  refill(
    world.tokens.devices,
    snapshot.devices.map((device) => [device.code, device]),
  );
  refill(
    world.tokens.enhance,
    snapshot.enhanceTokens.map((token) => [token.token, token]),
  );
  refill(
    world.sessions,
    snapshot.sessions.map((session) => [session.id, session]),
  );
  world.faults.restore(snapshot.faults);
  world.gate.restore(snapshot.credits);
  world.records.restore(snapshot.records);
  world.pageTokenGeneration = snapshot.pageTokenGeneration ?? 0;
  world.limits.restore(snapshot.limits ?? {});
  world.faceRecords.restore(snapshot.faceRecords ?? {});
}

function refill<V>(map: Map<string, V>, entries: readonly (readonly [string, V])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
