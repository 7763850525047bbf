import { checkConnectionName } from "../../src/connect/connection-id";
import type { Consent } from "../../src/connect/establish";
import { invalidInput } from "../../src/errors/invalid-input";
import { type FlowMessage, type NodeAPI, own } from "../shared/red";
import type { ZohoService } from "../shared/zoho-service";
import { type ClientNode, clientOf, dataCenterOf } from "../zoho-client/client-node";
import { declaredPins } from "../zoho-client/declared-connections";
import { type ClientIdentity, identityOf } from "../zoho-client/identity";
import { type Action, ACTIONS, type AuthorizeConfig } from "./config";

/** What a message asks to connect. */
export interface WantedConsent {
  readonly client: ClientNode;
  readonly service: ZohoService;
  readonly consent: Omit<Consent, "brought"> & ClientIdentity;
}

/** @throws ZohoError `missing_client`, `invalid_input`, those of the client's identity and of the vault */
export async function wantedConsent(
  RED: NodeAPI,
  config: AuthorizeConfig,
  msg: FlowMessage,
): Promise<WantedConsent> {
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const name = checkConnectionName(instruction(config.connection, msg, "connection"));
  const dataCenter = dataCenterOf(client.config, name);
  const consent = {
    ...identityOf(client, dataCenter),
    name,
    dataCenter,
    scopes: client.config.scopes,
    declared: declaredPins(client.config, name),
    ...(wantedAction(config, msg) === "move" && { elsewhere: "move" as const }),
  };
  return { client, service, consent };
}

/** @throws ZohoError `invalid_input` for a word that is no action: what was meant is not guessed */
export function wantedAction(config: Pick<AuthorizeConfig, "action">, msg: FlowMessage): Action {
  const wanted = instruction(config.action, msg, "action") || "connect";
  const action = ACTIONS.find((one) => one === wanted);
  if (action === undefined) throw invalidInput("msg.zoho.action", `must be one of ${ACTIONS.join(", ")}`);
  return action;
}

/** A field of the dialog; where it is blank, that of the message. */
export function instruction(
  inDialog: string,
  msg: FlowMessage,
  field: "connection" | "action" | "soid" | "product" | "org",
): string {
  if (inDialog !== "") return inDialog;
  const inMessage = own(own(msg, "zoho"), field);
  return typeof inMessage === "string" ? inMessage.trim() : "";
}
