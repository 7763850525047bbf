import { json, type Reply } from "../http/reply";
import { orgLabel } from "../people/person";
import type { Consent } from "../accounts/token-store";
import { readyInfo } from "../ready-info";
import type { World } from "../world";
import { clockState } from "./clock";

/** `GET state`: everything that a person or a test wants to see; tokens only by their beginning. */
export function getState(world: World): Reply {
  const now = world.clock.now();
  const { codes, refresh, access, devices } = world.tokens;
  const liveCodes = [...codes.values()].filter((code) => code.expiresAt > now);
  const liveDevices = [...devices.values()].filter((device) => device.expiresAt > now);
  const liveAccess = [...access.values()].filter((token) => token.expiresAt > now);
  return json(200, {
    seed: world.seed,
    ...readyInfo(world),
    clock: clockState(world),
    settings: world.settings,
    registeredClients: [...world.clients.values()].map((client) => ({
      clientId: client.clientId,
      type: client.type,
      redirectUris: client.redirectUris,
      dataCenters: client.dataCenters,
      blocked: client.blocked,
    })),
    counts: {
      codes: liveCodes.length,
      refreshTokens: refresh.size,
      accessTokens: liveAccess.length,
      deviceCodes: liveDevices.length,
      openConsents: world.sessions.size,
      requests: world.log.seen(),
      faults: world.faults.list().length,
    },
    codes: liveCodes.map((code) => ({
      code: masked(code.code),
      ...who(world, code.consent),
      secondsLeft: Math.ceil((code.expiresAt - now) / 1000),
    })),
    deviceCodes: liveDevices.map((device) => ({
      code: masked(device.code),
      clientId: device.clientId,
      dataCenter: device.userLocation ?? device.dataCenter,
      scopes: device.scopes,
      outcome: device.outcome.kind,
      secondsLeft: Math.ceil((device.expiresAt - now) / 1000),
    })),
    refreshTokens: [...refresh.values()].map((token) => ({
      token: masked(token.token),
      ...who(world, token.consent),
      createdAt: new Date(token.createdAt).toISOString(),
      refreshesInTenMinutes: token.mintedAt.filter((time) => time > now - 600_000).length,
      throttledSecondsLeft: Math.max(Math.ceil((token.throttledUntil - now) / 1000), 0),
    })),
    accessTokens: liveAccess.map((token) => ({
      token: masked(token.token),
      ofRefreshToken: refresh.has(token.family) ? masked(token.family) : null,
      ...who(world, token.consent),
      secondsLeft: Math.ceil((token.expiresAt - now) / 1000),
    })),
    faults: world.faults.list(),
  });
}

/** The beginning of a token: enough to tell two apart, too little to use one. */
function masked(token: string): string {
  return `${token.slice(0, 9)}…`;
}

function who(world: World, consent: Consent): Readonly<Record<string, unknown>> {
  const orgs = Object.values(consent.orgIds).map((id) => world.orgById(id));
  return {
    person: world.personById(consent.zuid)?.name ?? consent.zuid,
    clientId: consent.clientId,
    dataCenter: consent.dataCenter,
    orgs: orgs.map((org) => (org === undefined ? "" : orgLabel(org))),
    orgIds: orgs.map((org) => org?.id ?? ""),
    scopes: consent.scopes,
    level: consent.level ?? "person",
  };
}
