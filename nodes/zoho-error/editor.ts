import { ERROR_CLASSES } from "../../src/errors/classes";
import { labelStyle } from "../shared/editor/error-output";
import { propertyDefinitions } from "../shared/editor/property-definitions";
import { addStyle } from "../shared/editor/style";
import { ERROR_SWITCH_DEFAULTS, type ErrorSwitchConfig } from "./config";

RED.nodes.registerType<ErrorSwitchConfig>("zoho-error", {
  category: "zoho",
  color: "#A9C3CF",
  icon: "zoho-error.svg",
  defaults: propertyDefinitions(ERROR_SWITCH_DEFAULTS, {}),
  inputs: 1,
  outputs: ERROR_CLASSES.length,
  paletteLabel() {
    return this._("zoho-error.palette");
  },
  label() {
    return this.name || this._("zoho-error.palette");
  },
  labelStyle,
  inputLabels() {
    return this._("zoho-error.port.input");
  },
  // The classes are the words that flows branch on, so they are not translated.
  outputLabels(index) {
    return ERROR_CLASSES[index] ?? "";
  },
  oneditprepare() {
    addStyle();
    ERROR_CLASSES.forEach((errorClass, index) => {
      const row = $("<tr>").appendTo("#zoho-error-classes");
      $("<td>")
        .text(index + 1)
        .appendTo(row);
      $("<td>").append($("<code>").text(errorClass)).appendTo(row);
      $("<td>")
        .text(this._(`zoho-error.meaning.${errorClass}`))
        .appendTo(row);
    });
  },
});
