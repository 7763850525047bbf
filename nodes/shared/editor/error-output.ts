import type { ErrorRoute } from "../error-route";
import type { EditorNode, Translate } from "./red";
import { textIn } from "./own-value";

interface WithErrors {
  errors: ErrorRoute;
  outputs: number;
}

/**
 * Sets the number of outputs when a dialog is closed. The error output is the last one, so the wires of the
 * others stay where they are.
 *
 * @param results outputs that the node has in any case
 */
export function applyErrorRoute(node: WithErrors, results: number): void {
  node.errors = textIn("#node-input-errors") === "output" ? "output" : "catch";
  node.outputs = results + (node.errors === "output" ? 1 : 0);
}

/** Label of an output: one of the node's own, or that of the error output behind them. */
export function outputLabel<Config>(
  node: EditorNode<Config>,
  ownKeys: readonly string[],
  index: number,
): string {
  return node._(ownKeys[index] ?? "zoho.port.error");
}

/** `labelStyle` of all nodes: a name that somebody gave is in italics, as in Node-RED's own nodes. */
export function labelStyle(this: { readonly name: string }): string {
  return this.name ? "node_label_italic" : "";
}

/** Whether a time limit makes sense; `${NAME}` never comes here. */
export function validSeconds(translate: Translate, value: unknown, least: number): boolean | string {
  const seconds = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
  return (Number.isFinite(seconds) && seconds >= least) || translate("zoho.validate.seconds", { least });
}
