import { type Node, type NodeAPI, own } from "../shared/red";
import { type ClientCredentials, CREDENTIAL_DEFINITIONS, type CredentialName } from "./credentials";
import { variableIn } from "./environment-reference";
import { writtenId } from "./written-id";

/**
 * The credentials of a node that has just started. Node-RED has looked references up; one whose variable is empty
 * stays a reference here, so that whoever needs it can name the variable.
 */
export function runningCredentials(RED: NodeAPI, node: Node<ClientCredentials>): ClientCredentials {
  const written: unknown = RED.nodes.getCredentials(writtenId(node));
  const running: Record<string, string> = {};
  for (const name of Object.keys(CREDENTIAL_DEFINITIONS)) {
    const value = node.credentials[name as CredentialName];
    const reference = own(written, name);
    const isEmpty = typeof value !== "string" || value.trim() === "";
    if (typeof value === "string" && !isEmpty) running[name] = value;
    else if (typeof reference === "string" && variableIn(reference.trim()) !== undefined)
      running[name] = reference.trim();
  }
  return running;
}
