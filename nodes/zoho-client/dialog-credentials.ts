import { invalidInput } from "../../src/errors/invalid-input";
import { DATA_CENTER_CODES } from "../../src/zoho/data-centers";
import { findNode, type NodeAPI, own } from "../shared/red";
import type { ClientNode } from "./client-node";
import { type ClientCredentials, type CredentialName, dataCenterSecret } from "./credentials";
import { variableIn } from "./environment-reference";

/** What Node-RED's editor sends for a password that was not changed. */
const UNCHANGED = "__PWRD__";

/** Credentials that a dialog needs to connect. */
const NEEDED: readonly CredentialName[] = [
  "clientId",
  "clientSecret",
  ...DATA_CENTER_CODES.map(dataCenterSecret),
];

/**
 * Client ID and secrets as the dialog holds them; see `dialogCredential`.
 *
 * @throws ZohoError `invalid_input` for a reference that was not deployed
 */
export function dialogCredentials(RED: NodeAPI, nodeId: string, typed: unknown): ClientCredentials {
  return Object.fromEntries(
    NEEDED.map((key) => [key, dialogCredential(RED, nodeId, key, own(typed, key))]),
  ) as ClientCredentials;
}

/**
 * One credential as the dialog holds it: a typed value as it is, an unchanged one from what was deployed.
 *
 * A reference gets the value that the deployed node has for the very same reference. Another one is never looked
 * up: its value would go into the address of the consent page, and so would every variable of the process for
 * whoever may open the dialog. Only a Deploy knows the environment of tab, group and subflow anyway.
 *
 * @throws ZohoError `invalid_input` for a reference that was not deployed
 */
export function dialogCredential(RED: NodeAPI, nodeId: string, key: CredentialName, typed: unknown): string {
  const node = findNode(RED, nodeId);
  const running = node?.type === "zoho-client" ? text((node as ClientNode).credentials[key]) : "";
  // As written, with its references. A client in a subflow runs under other IDs than its dialog's.
  const written = text(own(RED.nodes.getCredentials(nodeId), key));
  const wanted = typed === undefined || typed === UNCHANGED ? written : text(typed);
  if (variableIn(wanted) === undefined) return wanted;
  if (wanted === written && running !== "" && running !== written) return running;
  throw invalidInput(
    key === "clientId" ? "The client ID" : "The client secret",
    "names an environment variable that no running node has: deploy first, or type the value itself",
  );
}

function text(value: unknown): string {
  return typeof value === "string" && value.length <= 2_000 ? value.trim() : "";
}
