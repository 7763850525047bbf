/** One node of a flow, as in a flow file; `credentials` may stand in it. */
export type FlowNode = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/**
 * Gives every node that belongs on the canvas a place there. Node-RED takes a node without `x` and `y` for a
 * config node, starts it in another order, and confuses ids with type names then.
 *
 * @param flows nodes with `wires` and probes belong on the canvas, everything else is left alone
 */
export function placed(flows: readonly FlowNode[]): readonly FlowNode[] {
  return flows.map((node) => {
    const onCanvas = Array.isArray(node["wires"]) || node.type.startsWith("probe-");
    return onCanvas ? { x: 100, y: 100, wires: [], ...node } : node;
  });
}
