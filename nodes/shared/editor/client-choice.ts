import type { EditorNode } from "./red";
import { textIn } from "./own-value";

/** What the editor puts into a config-node select for "none" or "add new"; 4.0 has a blank "none". */
const NO_CLIENT = ["", "_ADD_"];

interface WithClient {
  readonly client: string;
}

/** Validator of the property `client`. Node-RED's own gives no reason. */
export function validClient<Config extends WithClient>(
  this: EditorNode<Config>,
  value: unknown,
  _options: object,
): boolean | string {
  if (typeof value !== "string" || NO_CLIENT.includes(value)) return this._("zoho.validate.noClient");
  const client = RED.nodes.node(value);
  if (client === undefined) return this._("zoho.validate.clientGone");
  return client.valid !== false || this._("zoho.validate.clientInvalid");
}

/** The client that the dialog has chosen at present; empty where there is none. */
export function chosenClient(): string {
  const value = textIn("#node-input-client");
  return NO_CLIENT.includes(value) ? "" : value;
}

/** A new node gets the only client there is: most people have one. */
export function preselectOnlyClient(): void {
  if (chosenClient() !== "") return;
  const clients = $("#node-input-client option").filter(
    (_index, option) => !NO_CLIENT.includes(String($(option).val())),
  );
  if (clients.length === 1)
    $("#node-input-client")
      .val(clients.val() ?? "")
      .trigger("change");
}
