import type { ValueType } from "../../../zoho-request/config";
import { prepareTypedValue } from "../typed-value";
import type { Translate } from "../red";

/** The connection: a name, with those of the client on offer, or where the message or context holds one. */
export function prepareConnectionInput(
  translate: Translate,
  {
    places = ["msg", "flow", "env"],
    placeholder = "zoho.placeholder.connection",
  }: { readonly places?: readonly ValueType[]; readonly placeholder?: string } = {},
): void {
  const name = { value: "name", label: translate("zoho.label.connectionName"), icon: "fa fa-plug" };
  const visible = prepareTypedValue("connection", [name, ...places]);
  const offerNames = (): void => {
    const byName = $("#node-input-connection").typedInput("type") === "name";
    visible.attr("list", byName ? "zoho-connection-names" : null);
    visible.attr("placeholder", byName ? translate(placeholder) : "");
  };
  $("#node-input-connection").on("change", offerNames);
  offerNames();
}
