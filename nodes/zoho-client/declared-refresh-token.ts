import { invalidInput } from "../../src/errors/invalid-input";
import { ZohoError } from "../../src/errors/zoho-error";
import { type NodeAPI, own } from "../shared/red";
import type { ClientNode } from "./client-node";
import { isTokenPlace } from "./credentials";
import { lookedUp, variableIn } from "./environment-reference";
import { writtenId } from "./written-id";

/**
 * The refresh token of a declared connection. Node-RED has put the value of `${NAME}` into the node's properties
 * before the node starts, so the flow file is looked at for what was written there: a token itself is refused.
 *
 * @param index place in `connections[]`
 * @returns undefined where none is declared
 * @throws ZohoError `invalid_input`, `missing_variable`
 */
export function declaredRefreshToken(RED: NodeAPI, client: ClientNode, index: number): string | undefined {
  const declared = client.config.connections[index];
  const field = `the refresh token of '${declared?.name ?? ""}'`;
  const written = writtenReference(RED, client, index);
  if (written === "") return undefined;
  if (isTokenPlace(written)) {
    const sealed = client.credentials[written]?.trim() ?? "";
    if (sealed !== "") return lookedUp(field, sealed);
    throw invalidInput(
      "Its refresh token",
      `is not among the credentials of the node: enter it in the client's dialog (${written})`,
    );
  }
  const variable = variableIn(written);
  if (variable === undefined) {
    throw invalidInput(
      "Its refresh token",
      "must be the name of an environment variable such as ${ACME_TOKEN}, because flow files are no place for secrets",
    );
  }
  const value = declared?.refreshToken.trim() ?? "";
  if (value === "") throw new ZohoError("missing_variable", { details: { variable, field } });
  return lookedUp(field, value);
}

/** What stands in the flow file. */
function writtenReference(RED: NodeAPI, client: ClientNode, index: number): string {
  const id = writtenId(client);
  let written = "";
  RED.nodes.eachNode((node) => {
    if (node.id !== id) return;
    const connections = own(node, "connections");
    const token = Array.isArray(connections) ? own(connections[index], "refreshToken") : undefined;
    if (typeof token === "string") written = token.trim();
  });
  return written;
}
