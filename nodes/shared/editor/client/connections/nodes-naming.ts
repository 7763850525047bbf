import type { FlowNode } from "../../red";

/** How many names a sentence takes before it only counts. */
const MOST_NAMED = 5;

/**
 * The nodes of all flows that name a connection in their dialog. What messages name is not seen.
 *
 * @param client ID of the config node
 * @returns their names, or their types where they have none; `…` where there are more
 */
export function nodesNaming(client: string, connection: string): readonly string[] {
  const found: string[] = [];
  RED.nodes.eachNode((node) => {
    if (names(node, client, connection)) found.push(labelOf(node));
  });
  return found.length > MOST_NAMED ? [...found.slice(0, MOST_NAMED), "…"] : found;
}

function names(node: FlowNode, client: string, connection: string): boolean {
  // Only a typed field can hold something else than a name, such as the name of a message property.
  const isName = (node["connectionType"] ?? "name") === "name";
  return isName && node["client"] === client && node["connection"] === connection;
}

function labelOf({ name, type }: FlowNode): string {
  return typeof name === "string" && name !== "" ? `'${name}'` : type;
}
