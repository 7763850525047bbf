import { BODY_FORMATS } from "../../src/api/body/body-format";
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
import { offerBody } from "../shared/editor/request/fill-body";
import { offerFields } from "../shared/editor/request/offer-fields";
import { followOperation } from "../shared/editor/request/operation-rows";
import { pathProblem } from "../shared/editor/request/path-problem";
import { isCollectable } from "../shared/editor/request/collect-problem";
import { showMissingStore, validKeepLimit } from "../shared/editor/request/keep-section";
import { prepareTry } from "../shared/editor/request/try-call";
import { validCount } from "../shared/editor/request/valid-count";
import { followChoices } from "../shared/editor/request/visible-rows";
import { chosenTriggers, offerTriggers } from "../shared/editor/request/workflow-triggers";
import { addStyle } from "../shared/editor/style";
import { prepareTypedValue } from "../shared/editor/typed-value";
import {
  IF_UNREACHABLE,
  METHODS,
  PAGING_MODES,
  PRIORITIES,
  REQUEST_DEFAULTS,
  type RequestConfig,
  RESULT_SHAPES,
  WORKFLOW_MODES,
} from "./config";

/** What is stored as numbers. */
const NUMBERS = [
  "pageSize",
  "maxRecords",
  "timeout",
  "maxTime",
  "collect",
  "collectSeconds",
  "keepRecords",
  "keepMegabytes",
  "keepDays",
] as const;

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
    resultFile: { validate: RED.validators.typedInput({ typeField: "resultFileType", allowBlank: true }) },
    org: { validate: RED.validators.typedInput({ typeField: "orgType", allowBlank: true }) },
    triggers: {
      validate(_value, _options) {
        const { workflows, triggers } = presentValues(REQUEST_DEFAULTS, this);
        return workflows !== "chosen" || triggers.length > 0 || this._("zoho-request.validate.triggers");
      },
    },
    collect: {
      validate(value, _options) {
        return isCollectable(value) || this._("zoho-request.validate.collect");
      },
    },
    collectSeconds: {
      validate(value, _options) {
        return validSeconds(this._, value, 0);
      },
    },
    keepRecords: { validate: validKeepLimit("keepRecords") },
    keepMegabytes: { validate: validKeepLimit("keepMegabytes") },
    keepDays: { validate: validKeepLimit("keepDays") },
    pageSize: {
      validate(value, _options) {
        return validCount(this._, value);
      },
    },
    maxRecords: {
      validate(value, _options) {
        return validCount(this._, value);
      },
    },
    maxTime: {
      validate(value, _options) {
        return validSeconds(this._, value, 0);
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
      [
        { value: "", label: this._("zoho-request.paging.blank") },
        ...choices(PAGING_MODES, (mode) => this._(`zoho-request.paging.${mode}`)),
      ],
      now.paging,
    );
    offerOptions(
      "#node-input-bodyFormat",
      [
        fromMessage("bodyFormat"),
        ...choices(BODY_FORMATS, (format) => this._(`zoho-request.bodyFormat.${format}`)),
      ],
      now.bodyFormat,
    );
    offerOptions(
      "#node-input-workflows",
      choices(WORKFLOW_MODES, (mode) => this._(`zoho-request.workflows.${mode}`)),
      now.workflows,
    );
    offerOptions(
      "#node-input-ifUnreachable",
      choices(IF_UNREACHABLE, (choice) => this._(`zoho-request.ifUnreachable.${choice}`)),
      now.ifUnreachable,
    );
    offerOptions(
      "#node-input-result",
      choices(RESULT_SHAPES, (shape) => this._(`zoho-request.result.${shape}`)),
      now.result,
    );
    offerOptions(
      "#node-input-priority",
      [fromMessage("priority"), ...choices(PRIORITIES, (one) => this._(`zoho-request.priority.${one}`))],
      now.priority,
    );
    offerTriggers(now.triggers, this._);
    prepareTypedValue("body", ["msg", "flow", "global", "json", "str", "jsonata"]);
    prepareTypedValue("resultFile", ["str", "msg", "flow", "global", "env", "jsonata"]).attr(
      "placeholder",
      this._("zoho-request.placeholder.resultFile"),
    );
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
    followOperation(this._);
    offerFields(this._);
    offerBody(this._);
    showMissingStore(this._);
    prepareTry(this.id, this._);
  },
  oneditsave() {
    this.query = readNamedValues("#node-input-query-container");
    this.headers = readNamedValues("#node-input-headers-container");
    this.triggers = chosenTriggers();
    for (const property of NUMBERS) {
      this[property] = numberIn(`#node-input-${property}`, REQUEST_DEFAULTS[property]);
      keepOwnValue("node-input", property);
    }
    applyErrorRoute(this, RESULTS);
  },
});
