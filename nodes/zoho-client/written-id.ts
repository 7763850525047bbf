import { type Node, own } from "../shared/red";

/** The ID under which a node stands in the flow file: a node of a subflow is written down under that of its template. */
export function writtenId(node: Node): string {
  const alias = own(node, "_alias");
  return typeof alias === "string" ? alias : node.id;
}
