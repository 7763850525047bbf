import { PRODUCTS } from "../../src/zoho/products";
import { followChoices } from "../shared/editor/changes/follow-choices";
import { namesIn } from "../shared/editor/changes/filter-fields";
import { preselectOnlyClient, validClient } from "../shared/editor/client-choice";
import { offerConnectionNames } from "../shared/editor/connection-names";
import { dialogValues } from "../shared/editor/dialog-values";
import { applyErrorRoute, labelStyle, outputLabel } from "../shared/editor/error-output";
import { keepOwnValue, numberIn, textIn, textOf } from "../shared/editor/own-value";
import { presentValues, propertyDefinitions } from "../shared/editor/property-definitions";
import { prepareConnectionInput } from "../shared/editor/request/connection-input";
import { choices, offerOptions } from "../shared/editor/select-options";
import { addStyle } from "../shared/editor/style";
import { prepareTypedValue } from "../shared/editor/typed-value";
import { PRIORITIES } from "../zoho-request/config";
import {
  ADVANCES,
  CHANGES_DEFAULTS,
  CHANGES_OUTPUTS,
  CHANGES_PRODUCTS,
  type ChangesConfig,
  FIRST_RUNS,
  INTERVAL_UNITS,
  type IntervalUnit,
  isIntervalAllowed,
  LEAST_INTERVAL,
  MOST_IN_BATCH,
  MOST_MINUTES,
} from "./config";
import { dateIn } from "./date-in";
import { moduleProblem } from "./module-problem";

/** Outputs that the node has in any case. */
const RESULTS = 1;

RED.nodes.registerType<ChangesConfig>("zoho-changes", {
  category: "zoho",
  color: "#A9C3CF",
  icon: "zoho-changes.svg",
  defaults: propertyDefinitions(CHANGES_DEFAULTS, {
    client: { type: "zoho-client", validate: validClient },
    module: {
      validate(value, _options) {
        const { product } = presentValues(CHANGES_DEFAULTS, this);
        const problem = moduleProblem(product, textOf(value).trim());
        return problem === undefined || this._(`zoho-changes.validate.module.${problem}`);
      },
    },
    timeZone: {
      validate(value, _options) {
        const { product } = presentValues(CHANGES_DEFAULTS, this);
        const isNeeded = product === "creator";
        return !isNeeded || isTimeZone(textOf(value).trim()) || this._("zoho-changes.validate.timeZone");
      },
    },
    interval: {
      validate(value, _options) {
        const { intervalUnit } = presentValues(CHANGES_DEFAULTS, this);
        const isAllowed = isIntervalAllowed({ interval: Number(value), intervalUnit });
        return isAllowed || this._("zoho-changes.validate.interval", { least: LEAST_INTERVAL });
      },
    },
    firstDate: {
      validate(value, _options) {
        const isDate = this.firstRun !== "date" || dateIn(textOf(value).trim()) !== undefined;
        return isDate || this._("zoho-changes.validate.firstDate");
      },
    },
    batchSize: {
      validate(value, _options) {
        const size = Number(value);
        const isSize = Number.isInteger(size) && size >= 1 && size <= MOST_IN_BATCH;
        return isSize || this._("zoho-changes.validate.batchSize", { most: MOST_IN_BATCH });
      },
    },
    takenMinutes: {
      validate(value, _options) {
        const minutes = Number(value);
        const isAllowed = minutes > 0 && minutes <= MOST_MINUTES;
        return isAllowed || this._("zoho-changes.validate.takenMinutes", { most: MOST_MINUTES });
      },
    },
    org: { validate: RED.validators.typedInput({ typeField: "orgType", allowBlank: true }) },
  }),
  inputs: 1,
  outputs: CHANGES_DEFAULTS.outputs,
  paletteLabel() {
    return this._("zoho-changes.palette");
  },
  label() {
    const module = textOf(this.module).split("/").at(-1) ?? "";
    const telling = module === "" ? "" : this._("zoho-changes.nodeLabel", { module });
    return this.name || telling || this._("zoho-changes.palette");
  },
  labelStyle,
  inputLabels() {
    return this._("zoho-changes.port.input");
  },
  outputLabels(index) {
    return outputLabel(this, ["zoho-changes.port.changes"], index);
  },
  oneditprepare() {
    addStyle();
    const now = dialogValues("node-input", CHANGES_DEFAULTS, this);
    preselectOnlyClient();
    prepareConnectionInput(this._, {
      places: ["env", "flow", "global"],
      placeholder: "zoho-changes.placeholder.connection",
    });
    offerConnectionNames("zoho-connection-names");
    offerOptions(
      "#node-input-product",
      choices(CHANGES_PRODUCTS, (id) => PRODUCTS[id].name),
      now.product,
    );
    offerOptions(
      "#node-input-intervalUnit",
      choices(Object.keys(INTERVAL_UNITS) as IntervalUnit[], (unit) => this._(`zoho-changes.unit.${unit}`)),
      now.intervalUnit,
    );
    offerOptions(
      "#node-input-firstRun",
      choices(FIRST_RUNS, (first) => this._(`zoho-changes.firstRun.${first}`)),
      now.firstRun,
    );
    offerOptions(
      "#node-input-output",
      choices(CHANGES_OUTPUTS, (output) => this._(`zoho-changes.output.${output}`)),
      now.output,
    );
    offerOptions(
      "#node-input-advance",
      choices(ADVANCES, (advance) => this._(`zoho-changes.advance.${advance}`)),
      now.advance,
    );
    offerOptions(
      "#node-input-priority",
      choices(PRIORITIES, (one) => this._(`zoho-changes.priority.${one}`)),
      now.priority,
    );
    $("#node-input-fields").val(now.fields.join(", "));
    prepareTypedValue("org", ["str", "env", "flow", "global"]);
    $("#node-input-org-typed").attr("placeholder", this._("zoho-changes.placeholder.org"));
    followChoices(this._);
  },
  oneditsave() {
    this.fields = namesIn(textIn("#node-input-fields"));
    keepOwnValue("node-input", "fields");
    this.interval = numberIn("#node-input-interval", CHANGES_DEFAULTS.interval);
    keepOwnValue("node-input", "interval");
    this.batchSize = numberIn("#node-input-batchSize", CHANGES_DEFAULTS.batchSize);
    keepOwnValue("node-input", "batchSize");
    this.takenMinutes = numberIn("#node-input-takenMinutes", CHANGES_DEFAULTS.takenMinutes);
    keepOwnValue("node-input", "takenMinutes");
    applyErrorRoute(this, RESULTS);
  },
});

function isTimeZone(name: string): boolean {
  try {
    return name !== "" && new Intl.DateTimeFormat("en", { timeZone: name }).format() !== "";
  } catch {
    return false;
  }
}
