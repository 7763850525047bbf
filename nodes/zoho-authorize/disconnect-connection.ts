import { disconnect } from "../../src/connect/disconnect";
import { livesAtZoho } from "../../src/vault/grant";
import type { Connection } from "../../src/vault/connection";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, type NodeAPI, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import type { ZohoService } from "../shared/zoho-service";
import { clientOf, knownConnection } from "../zoho-client/client-node";
import { factsOf } from "../zoho-client/connection-view";
import type { AuthorizeConfig } from "./config";
import { instruction } from "./wanted-consent";

/**
 * Disconnects the connection that a message names. First it only says on output 1 what that means; the same message
 * with `msg.zoho.confirm` true does it.
 */
export async function disconnectConnection(
  RED: NodeAPI,
  config: AuthorizeConfig,
  msg: FlowMessage,
): Promise<Handled> {
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const connection = await knownConnection(
    service,
    client,
    instruction(config.connection, msg, "connection"),
  );
  if (own(own(msg, "zoho"), "confirm") !== true) {
    const question = await questionFor(service, connection);
    return { outputs: [withoutInstructions(msg, { payload: question }), null] };
  }
  const outcome = await disconnect(service.zoho, connection.id);
  service.changed(connection.id);
  const { name, revoked, left } = outcome ?? { name: connection.name, revoked: 0, left: 0 };
  const payload = { name, disconnected: true, revoked, left, ...(left > 0 && { meaning: LEFT }) };
  return { outputs: [null, withoutInstructions(msg, { payload })] };
}

const LEFT =
  "Zoho was not reached, so some grants live on there. End them under Connected Apps at accounts.zoho.";

/** What disconnecting means, for the person who is to confirm it. */
async function questionFor(
  service: ZohoService,
  connection: Connection,
): Promise<Readonly<Record<string, unknown>>> {
  const record = await service.zoho.vault.read("grant", connection.id);
  const grants = [record?.current, record?.candidate, ...(record?.retired ?? [])].filter(livesAtZoho).length;
  const facts = factsOf(connection);
  const org = facts.orgName ?? facts.orgId ?? "its org";
  return {
    ...facts,
    connection: connection.name,
    action: "disconnect",
    grants,
    meaning:
      `Revokes all ${String(grants)} refresh tokens of '${connection.name}' (${org}, ${connection.environment}) at Zoho and forgets them. ` +
      "Flows that use it fail, here and on every machine that shares a token with it, until somebody connects it again. " +
      "Send the message again with msg.zoho.confirm set to true.",
  };
}
