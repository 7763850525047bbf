import { clearTokenStore } from "../accounts/token-store";
import { readyMadeClients } from "../people/clients";
import { defaultSettings } from "../settings/settings-table";
import { createVirtualClock } from "../time/virtual-clock";
import type { World } from "../world";

/** Back to what the seed makes: records, tokens, clients, settings, faults, log and clock. The address stays. */
export function resetWorld(world: World): void {
  world.settings = { ...defaultSettings(), ...world.startSettings };
  world.clock = createVirtualClock(world.clockStart);
  world.random.restore({});
  world.clients.clear();
  for (const client of readyMadeClients()) world.clients.set(client.clientId, client);
  clearTokenStore(world.tokens);
  world.consents.clear();
  world.recentTimes.clear();
  world.sessions.clear();
  world.records.restore({});
  world.faceRecords.restore({});
  world.gate.restore({});
  world.limits.restore({});
  world.pageTokenGeneration = 0;
  world.log.clear();
  world.faults.clear();
  world.touch();
}
