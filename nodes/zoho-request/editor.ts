import { PRODUCT_IDS, PRODUCTS } from "../../src/zoho/products";
import { preselectOnlyClient, validClient } from "../shared/editor/client-choice";
import { offerConnectionNames } from "../shared/editor/connection-names";
import { dialogValues } from "../shared/editor/dialog-values";
import { applyErrorRoute, labelStyle, outputLabel, validSeconds } from "../shared/editor/error-output";
import { prepareNamedValues, readNamedValues } from "../shared/editor/named-value-list";
import { keepOwnValue, numberIn, textOf } from "../shared/editor/own-value";
import { presentValues, propertyDefinitions } from "../shared/editor/property-definitions";
import { choices, offerOptions } from "../shared/editor/select-options";
import { prepareConnectionInput } from "../shared/editor/request/connection-input";
import { pathProblem } from "../shared/editor/request/path-problem";
import { followChoices } from "../shared/editor/request/visible-rows";
import { chosenTriggers, offerTriggers } from "../shared/editor/request/workflow-triggers";
import { addStyle } from "../shared/editor/style";
import { prepareTypedValue } from "../shared/editor/typed-value";
import {
  METHODS,
  PAGING_MODES,
  REQUEST_DEFAULTS,
  type RequestConfig,
  RESULT_SHAPES,
  WORKFLOW_MODES,
} from "./config";

/** Outputs that the node has in any case. */
const RESULTS = 1;

RED.nodes.registerType<RequestConfig>("zoho-request", {
  category: "zoho",
  color: "#A9C3CF",
  icon: "zoho-request.svg",
  defaults: propertyDefinitions(REQUEST_DEFAULTS, {
    client: { type: "zoho-client", validate: validClient },
    path: {
      validate(value, _options) {
        const problem = pathProblem(textOf(value));
        return problem === undefined || this._(`zoho-request.validate.path.${problem}`);
      },
    },
    body: { validate: RED.validators.typedInput({ typeField: "bodyType", allowBlank: true }) },
    org: { validate: RED.validators.typedInput({ typeField: "orgType", allowBlank: true }) },
    triggers: {
      validate(_value, _options) {
        const { workflows, triggers } = presentValues(REQUEST_DEFAULTS, this);
        return workflows !== "chosen" || triggers.length > 0 || this._("zoho-request.validate.triggers");
      },
    },
    timeout: {
      validate(value, _options) {
        return validSeconds(this._, value, 0);
      },
    },
  }),
  inputs: 1,
  outputs: REQUEST_DEFAULTS.outputs,
  paletteLabel() {
    return this._("zoho-request.palette");
  },
  label() {
    const call = this.path ? `${this.method} ${this.path}`.trim() : "";
    return this.name || call || this._("zoho-request.palette");
  },
  labelStyle,
  inputLabels() {
    return this._("zoho-request.port.input");
  },
  outputLabels(index) {
    return outputLabel(this, ["zoho-request.port.result"], index);
  },
  oneditprepare() {
    addStyle();
    const now = dialogValues("node-input", REQUEST_DEFAULTS, this);
    preselectOnlyClient();
    const fromMessage = (field: string) => ({ value: "", label: this._("zoho.fromMessage", { field }) });
    prepareConnectionInput(this._);
    offerConnectionNames("zoho-connection-names");
    offerOptions(
      "#node-input-product",
      [...choices(PRODUCT_IDS, (id) => PRODUCTS[id].name), fromMessage("product")],
      now.product,
    );
    offerOptions(
      "#node-input-method",
      [...choices(METHODS, (method) => method), fromMessage("method")],
      now.method,
    );
    offerOptions(
      "#node-input-paging",
      [fromMessage("paging"), ...choices(PAGING_MODES, (mode) => this._(`zoho-request.paging.${mode}`))],
      now.paging,
    );
    offerOptions(
      "#node-input-workflows",
      choices(WORKFLOW_MODES, (mode) => this._(`zoho-request.workflows.${mode}`)),
      now.workflows,
    );
    offerOptions(
      "#node-input-result",
      choices(RESULT_SHAPES, (shape) => this._(`zoho-request.result.${shape}`)),
      now.result,
    );
    offerTriggers(now.triggers, this._);
    prepareTypedValue("body", ["msg", "flow", "global", "json", "str", "jsonata"]);
    prepareTypedValue("org", ["str", "msg", "flow", "global", "env"]);
    $("#node-input-org-typed").attr("placeholder", this._("zoho-request.placeholder.org"));
    prepareNamedValues("#node-input-query-container", now.query, this._("zoho-request.label.query"), this._);
    prepareNamedValues(
      "#node-input-headers-container",
      now.headers,
      this._("zoho-request.label.headers"),
      this._,
    );
    followChoices();
  },
  oneditsave() {
    this.query = readNamedValues("#node-input-query-container");
    this.headers = readNamedValues("#node-input-headers-container");
    this.triggers = chosenTriggers();
    this.timeout = numberIn("#node-input-timeout", REQUEST_DEFAULTS.timeout);
    keepOwnValue("node-input", "timeout");
    applyErrorRoute(this, RESULTS);
  },
});
