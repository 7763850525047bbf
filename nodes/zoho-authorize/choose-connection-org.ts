import { chooseOrg } from "../../src/connect/choose-org";
import { invalidInput } from "../../src/errors/invalid-input";
import type { Connection } from "../../src/vault/connection";
import { isOrgAppId, ORG_APP_IDS, type OrgAppId } from "../../src/zoho/org-probes";
import type { Handled } from "../shared/handle-input";
import type { FlowMessage, NodeAPI } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { clientOf, knownConnection } from "../zoho-client/client-node";
import { factsOf } from "../zoho-client/connection-view";
import type { AuthorizeConfig } from "./config";
import { instruction } from "./wanted-consent";

/**
 * Says which org the calls of one app are for. A message that names no app or no org gets on output 1 those that there
 * are.
 */
export async function chooseConnectionOrg(
  RED: NodeAPI,
  config: AuthorizeConfig,
  msg: FlowMessage,
): Promise<Handled> {
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const name = instruction(config.connection, msg, "connection");
  const connection = await knownConnection(service, client, name);
  const app = appIn(instruction("", msg, "product"));
  const orgId = instruction("", msg, "org");
  if (app === undefined || orgId === "") {
    return { outputs: [withoutInstructions(msg, { payload: questionFor(connection) }), null] };
  }
  const chosen = await chooseOrg(service.zoho, connection.id, { app, orgId });
  service.changed(chosen.id);
  const payload = { ...factsOf(chosen), orgs: chosen.pins.orgs ?? {} };
  return { outputs: [null, withoutInstructions(msg, { payload })] };
}

function appIn(product: string): OrgAppId | undefined {
  if (product === "" || isOrgAppId(product)) return product === "" ? undefined : product;
  throw invalidInput("msg.zoho.product", `must be one of ${ORG_APP_IDS.join(", ")}`);
}

function questionFor(connection: Connection): Readonly<Record<string, unknown>> {
  return {
    connection: connection.name,
    action: "chooseOrg",
    orgs: connection.pins.orgs ?? {},
    meaning:
      "Nothing was changed. Send the message again with the app in msg.zoho.product and the ID of one of its orgs in msg.zoho.org, as text.",
  };
}
