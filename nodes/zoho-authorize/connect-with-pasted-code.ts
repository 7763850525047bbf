import { checkConnectionName } from "../../src/connect/connection-id";
import { connectWithCode } from "../../src/connect/grant-code";
import { ZohoError } from "../../src/errors/zoho-error";
import type { Handled } from "../shared/handle-input";
import { type FlowMessage, type NodeAPI, own } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { clientOf, dataCenterOf } from "../zoho-client/client-node";
import { identityOf } from "../zoho-client/identity";
import { factsOf } from "../zoho-client/connection-view";
import { declaredPins } from "../zoho-client/declared-connections";
import type { AuthorizeConfig } from "./config";
import { wantedName } from "./wanted-name";

/** Connects with the Self Client code in `msg.payload`, which is taken out of the message whatever happens. */
export async function connectWithPastedCode(
  RED: NodeAPI,
  config: AuthorizeConfig,
  msg: FlowMessage,
): Promise<Handled> {
  const code = takeCode(msg);
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const name = checkConnectionName(wantedName(config, msg));
  const dataCenter = dataCenterOf(client.config, name);
  const consent = {
    ...identityOf(client, dataCenter),
    name,
    dataCenter,
    scopes: client.config.scopes,
    declared: declaredPins(client.config, name),
  };
  const connection = await connectWithCode(service.zoho, consent, { code });
  service.changed(connection.id);
  return { outputs: [null, withoutInstructions(msg, { payload: factsOf(connection) })] };
}

/** The error, too, must go on without the code: so it is removed from the very message that came. */
function takeCode(msg: FlowMessage): string {
  const { payload } = msg;
  const code = typeof payload === "string" ? payload : own(payload, "code");
  msg["payload"] = null;
  if (typeof code !== "string" || code.trim() === "") {
    throw new ZohoError("invalid_input", {
      details: { field: "msg.payload", problem: "must be the grant code of a Self Client" },
    });
  }
  return code.trim();
}
