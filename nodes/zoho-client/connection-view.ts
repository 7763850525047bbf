import type { ListedConnection } from "../../src/connect/connections";
import type { Connection } from "../../src/vault/connection";
import { healthOf } from "../../src/tokens/token-state";
import { throttledUntil } from "../../src/tokens/budget";
import { ORG_APP_IDS } from "../../src/zoho/org-probes";
import { PRODUCTS } from "../../src/zoho/products";
import type { ZohoService } from "../shared/zoho-service";
import type { ConnectionView } from "./admin-api";

/** A connection for the dialog: how it is doing, and no secret. */
export async function viewOf(service: ZohoService, listed: ListedConnection): Promise<ConnectionView> {
  if ("damaged" in listed) {
    const { damaged, error } = listed;
    const name = error.cause.connection ?? damaged;
    return { id: damaged, name, state: "damaged", dataCenter: "us", pins: "unknown", scopes: [] };
  }
  const { connection } = listed;
  const { vault, clock, zohoTime } = service.zoho;
  const now = zohoTime.now();
  const budget = await vault.read("budget", connection.id);
  const retryAt = throttledUntil(budget, now);
  return {
    ...factsOf(connection),
    ...orgsOf(connection),
    state: healthOf(connection, budget, now),
    ...(await lastUseOf(service, connection)),
    ...(retryAt !== undefined && { retryAt: new Date(clock.now() + retryAt - now).toISOString() }),
  };
}

/** What is known of a connection, for dialogs and messages. */
export function factsOf(connection: Connection): Omit<ConnectionView, "state"> {
  const { id, name, dataCenter, environment, pins, scopes, grantedAt } = connection;
  return {
    id,
    name,
    dataCenter,
    environment,
    ...(pins.orgId !== undefined && { orgId: pins.orgId }),
    ...(pins.orgName !== undefined && { orgName: pins.orgName }),
    ...(pins.edition !== undefined && { edition: pins.edition.name }),
    ...(pins.user !== undefined && { user: pins.user }),
    pins: pins.level,
    scopes,
    ...(grantedAt !== undefined && { grantedAt: new Date(grantedAt).toISOString() }),
  };
}

/** What it reaches in each app; only what Zoho has named. */
function orgsOf({ pins }: Connection): Pick<ConnectionView, "orgs"> {
  const orgs = ORG_APP_IDS.flatMap((app) => {
    const { reached, chosen } = pins.orgs?.[app] ?? { reached: [] };
    if (reached.length === 0) return [];
    const name = reached.find(({ id }) => id === chosen)?.name;
    const names = reached.map((org) => org.name);
    return [{ app: PRODUCTS[app].name, names, ...(name !== undefined && { chosen: name }) }];
  });
  return orgs.length === 0 ? {} : { orgs };
}

/** Nothing is written down for it: of the time before a start the last access token tells. */
async function lastUseOf(
  { zoho }: ZohoService,
  { id, generation }: Connection,
): Promise<Pick<ConnectionView, "lastUsed">> {
  const call = zoho.lastUses.of(id);
  if (call !== undefined) return { lastUsed: { at: new Date(call).toISOString(), by: "call" } };
  // A damaged token is nothing that keeps the connection from being shown.
  const access = await zoho.vault.read("access", id).catch(() => undefined);
  if (access?.generation !== generation) return {};
  const at = new Date(access.obtainedAt - (zoho.zohoTime.offset() ?? 0)).toISOString();
  return { lastUsed: { at, by: "token" } };
}
