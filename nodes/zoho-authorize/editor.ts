import { preselectOnlyClient, validClient } from "../shared/editor/client-choice";
import { offerConnectionNames } from "../shared/editor/connection-names";
import { dialogValues } from "../shared/editor/dialog-values";
import { applyErrorRoute, labelStyle, outputLabel, validSeconds } from "../shared/editor/error-output";
import { keepOwnValue, numberIn } from "../shared/editor/own-value";
import { propertyDefinitions } from "../shared/editor/property-definitions";
import { offerWays } from "../shared/editor/authorize/ways";
import { choices, offerOptions } from "../shared/editor/select-options";
import { addStyle } from "../shared/editor/style";
import { ACTIONS, AUTHORIZE_DEFAULTS, type AuthorizeConfig } from "./config";

/** Outputs that the node has in any case. */
const RESULTS = 2;

/** Seconds below which nobody could sign in and consent. */
const LEAST_TIMEOUT = 30;

RED.nodes.registerType<AuthorizeConfig>("zoho-authorize", {
  category: "zoho",
  color: "#A9C3CF",
  icon: "zoho-authorize.svg",
  defaults: propertyDefinitions(AUTHORIZE_DEFAULTS, {
    client: { type: "zoho-client", validate: validClient },
    timeout: {
      validate(value, _options) {
        return validSeconds(this._, value, LEAST_TIMEOUT);
      },
    },
  }),
  inputs: 1,
  outputs: AUTHORIZE_DEFAULTS.outputs,
  paletteLabel() {
    return this._("zoho-authorize.palette");
  },
  label() {
    const { connection, action } = this;
    const key = action === "disconnect" || action === "chooseOrg" ? action : "connect";
    const telling = connection ? this._(`zoho-authorize.nodeLabel.${key}`, { connection }) : "";
    return this.name || telling || this._("zoho-authorize.palette");
  },
  labelStyle,
  inputLabels() {
    return this._("zoho-authorize.port.input");
  },
  outputLabels(index) {
    return outputLabel(this, ["zoho-authorize.port.prompt", "zoho-authorize.port.connected"], index);
  },
  oneditprepare() {
    addStyle();
    const now = dialogValues("node-input", AUTHORIZE_DEFAULTS, this);
    preselectOnlyClient();
    offerConnectionNames("zoho-connection-names");
    offerOptions(
      "#node-input-action",
      choices([...ACTIONS, ""], (action) => this._(`zoho-authorize.action.${action || "message"}`)),
      now.action,
    );
    offerWays(now.way, this._);
  },
  oneditsave() {
    this.timeout = numberIn("#node-input-timeout", AUTHORIZE_DEFAULTS.timeout);
    keepOwnValue("node-input", "timeout");
    applyErrorRoute(this, RESULTS);
  },
});
