import { json, type Reply } from "../http/reply";
import { readyInfo } from "../ready-info";
import type { World } from "../world";
import { clockState } from "./clock";
import { limitViews } from "./limit-views";
import { accessTokenViews, codeViews, deviceCodeViews, refreshTokenViews } from "./token-views";

/** `GET state`: everything that a person or a test wants to see; tokens only by their ID and end. */
export function getState(world: World): Reply {
  const codes = codeViews(world);
  const deviceCodes = deviceCodeViews(world);
  const refreshTokens = refreshTokenViews(world);
  const accessTokens = accessTokenViews(world);
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
      codes: codes.length,
      refreshTokens: refreshTokens.length,
      accessTokens: accessTokens.length,
      deviceCodes: deviceCodes.length,
      openConsents: world.sessions.size,
      requests: world.log.seen(),
      faults: world.faults.list(world.clock.now()).length,
    },
    codes,
    deviceCodes,
    refreshTokens,
    accessTokens,
    limits: limitViews(world),
    faults: world.faults.list(world.clock.now()),
  });
}
