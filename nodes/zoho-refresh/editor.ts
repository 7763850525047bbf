import { LIMITS } from "../../src/zoho/limits";
import { preselectOnlyClient, validClient } from "../shared/editor/client-choice";
import { offerConnectionNames } from "../shared/editor/connection-names";
import { dialogValues } from "../shared/editor/dialog-values";
import { applyErrorRoute, labelStyle, outputLabel } from "../shared/editor/error-output";
import { keepOwnValue, numberIn, textIn } from "../shared/editor/own-value";
import { propertyDefinitions } from "../shared/editor/property-definitions";
import { choices, offerOptions } from "../shared/editor/select-options";
import { addStyle } from "../shared/editor/style";
import { ALL, REFRESH_DEFAULTS, REFRESH_MODES, type RefreshConfig } from "./config";

/** Outputs that the node has in any case. */
const RESULTS = 1;

/** Whole minutes that a new token has at least; asking for more would renew it every time. */
const MOST_MINUTES = LIMITS.accessTokenMs / 60_000 - 1;

RED.nodes.registerType<RefreshConfig>("zoho-refresh", {
  category: "zoho",
  color: "#A9C3CF",
  icon: "zoho-token.svg",
  defaults: propertyDefinitions(REFRESH_DEFAULTS, {
    client: { type: "zoho-client", validate: validClient },
    minutes: {
      validate(value, _options) {
        const minutes = Number(value);
        const valid = this.mode !== "refresh" || (minutes >= 1 && minutes <= MOST_MINUTES);
        return valid || this._("zoho-refresh.validate.minutes", { most: MOST_MINUTES });
      },
    },
  }),
  inputs: 1,
  outputs: REFRESH_DEFAULTS.outputs,
  paletteLabel() {
    return this._("zoho-refresh.palette");
  },
  label() {
    const connection = this.connection === ALL ? this._("zoho-refresh.all") : this.connection;
    const telling = connection ? this._(`zoho-refresh.nodeLabel.${this.mode}`, { connection }) : "";
    return this.name || telling || this._("zoho-refresh.palette");
  },
  labelStyle,
  inputLabels() {
    return this._("zoho-refresh.port.input");
  },
  outputLabels(index) {
    return outputLabel(this, ["zoho-refresh.port.state"], index);
  },
  oneditprepare() {
    addStyle();
    const now = dialogValues("node-input", REFRESH_DEFAULTS, this);
    preselectOnlyClient();
    offerConnectionNames("zoho-connection-names", [{ value: ALL, label: this._("zoho-refresh.all") }]);
    offerOptions(
      "#node-input-mode",
      choices(REFRESH_MODES, (mode) => this._(`zoho-refresh.mode.${mode}`)),
      now.mode,
    );
    const explain = (): void => {
      const mode = textIn("#node-input-mode");
      $("#zoho-minutes-row").toggle(mode === "refresh");
      $("#zoho-mode-hint").text(this._(`zoho-refresh.modeHint.${mode}`));
    };
    $("#node-input-mode").on("change", explain);
    explain();
  },
  oneditsave() {
    this.minutes = numberIn("#node-input-minutes", REFRESH_DEFAULTS.minutes);
    keepOwnValue("node-input", "minutes");
    applyErrorRoute(this, RESULTS);
  },
});
