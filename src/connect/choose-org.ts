import { ZohoError } from "../errors/zoho-error";
import type { Connection } from "../vault/connection";
import type { GrantRecord, Vault } from "../vault/vault";
import { type OrgAppId, ORG_PROBES } from "../zoho/org-probes";
import type { Connections } from "./connections";

/**
 * Says which org the calls of one app are for, of those that the connection reaches there. Asks nothing of Zoho; the
 * grant and its tokens stay.
 *
 * @param id the connection's
 * @throws ZohoError `not_connected`, `wrong_org` where the connection does not reach it, those of the vault
 */
export async function chooseOrg(
  options: { readonly vault: Vault; readonly connections: Connections },
  id: string,
  { app, orgId }: { readonly app: OrgAppId; readonly orgId: string },
): Promise<Connection> {
  const record = await options.vault.update("grant", id, (current) => chosenIn(current, app, orgId));
  if (record === undefined) throw new ZohoError("not_connected");
  return options.connections.remember(record);
}

function chosenIn(record: GrantRecord | undefined, app: OrgAppId, orgId: string): GrantRecord | undefined {
  if (record?.current === undefined) throw new ZohoError("not_connected", { connection: record?.name });
  const { pins } = record.current;
  const reached = pins.orgs?.[app]?.reached ?? [];
  if (!reached.some(({ id }) => id === orgId)) {
    const names = reached.map(({ id, name }) => `${name} (${id})`).join(", ");
    const there = names === "" ? "none is known" : `there are ${names}`;
    const message = `org ${orgId} in ${ORG_PROBES[app].name}; ${there}`;
    throw new ZohoError("wrong_org", { connection: record.name, details: { app, orgId, reached, message } });
  }
  const orgs = { ...pins.orgs, [app]: { reached, chosen: orgId } };
  return { ...record, current: { ...record.current, pins: { ...pins, orgs } } };
}
