import { startWorld, type World } from "../../test/nodes/support/world";
import { FLOWS, SINK_SETTINGS } from "./flows";
import { type Size, TOKEN_S } from "./parts";

/** A real Node-RED with the flows, and an emulator with the records. */
export async function startMillionWorld({ leads, contacts, seed, patienceSeconds }: Size): Promise<World> {
  return startWorld({
    flows: FLOWS,
    settings: SINK_SETTINGS,
    ready: ["acme"],
    env: { ZOHO_PATIENCE_SECONDS: String(patienceSeconds) },
    emulator: {
      seed,
      records: { Leads: leads, Contacts: contacts },
      settings: { crmCreditsPerDay: 100_000_000, accessTtl: TOKEN_S },
    },
  });
}
