import { invalidInput } from "../../src/errors/invalid-input";
import { type NodeAPI, own } from "../shared/red";
import type { ClientNode } from "./client-node";

const REFERENCE = /^\$\{([^{}]+)\}$/;

/**
 * The refresh token of a declared connection. Node-RED has put the value of `${NAME}` into the node's properties
 * before the node starts, so the flow file is looked at for what was written there: a token itself is refused.
 *
 * @param index place in `connections[]`
 * @returns undefined where none is declared
 * @throws ZohoError `invalid_input`
 */
export function declaredRefreshToken(RED: NodeAPI, client: ClientNode, index: number): string | undefined {
  const written = writtenReference(RED, client, index);
  if (written === "") return undefined;
  const name = REFERENCE.exec(written)?.[1];
  if (name === undefined) {
    throw invalidInput(
      "Its refresh token",
      "must be the name of an environment variable such as ${ACME_TOKEN}, because flow files are no place for secrets",
    );
  }
  const value = client.config.connections[index]?.refreshToken.trim() ?? "";
  if (value === "" || value === written)
    throw invalidInput(`The environment variable ${name}`, "is empty or not set");
  return value;
}

/** What stands in the flow file. A node of a subflow is written down under the ID of its template. */
function writtenReference(RED: NodeAPI, client: ClientNode, index: number): string {
  const alias = own(client, "_alias");
  const writtenId = typeof alias === "string" ? alias : client.id;
  let written = "";
  RED.nodes.eachNode((node) => {
    if (node.id !== writtenId) return;
    const connections = own(node, "connections");
    const token = Array.isArray(connections) ? own(connections[index], "refreshToken") : undefined;
    if (typeof token === "string") written = token.trim();
  });
  return written;
}
