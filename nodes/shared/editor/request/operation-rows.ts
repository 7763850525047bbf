import type { Operation } from "../../../../src/zoho/operations/operation";
import {
  isIdParameter,
  operationOf,
  parametersOf,
  pathOf,
  type PathValues,
} from "../../../../src/zoho/operations/operation-path";
import { operationsOf } from "../../../../src/zoho/operations/operations";
import type { NamedValue } from "../../../zoho-request/config";
import { latest, liveModules, offerParts } from "../live-parts";
import { readNamedValues } from "../named-value-list";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { type Choice, prepareOperationSearch } from "./operation-search";

/** The modules of the chosen connection, offered wherever a module is asked for. */
const MODULES = "zoho-request-modules";

/** Adds the rows of the operation: it follows product, method and path, and they follow what is chosen. Nothing of it is stored. */
export function followOperation(translate: Translate): void {
  const rows = new OperationRows(translate);
  rows.show();
}

class OperationRows {
  private shown: Operation | undefined;
  private isFree = false;

  constructor(private readonly translate: Translate) {
    addRows(translate);
    prepareOperationSearch({
      offered: () => operationsOf(textIn("#node-input-product")),
      chosen: (choice) => {
        this.choose(choice);
      },
      left: () => {
        this.showName();
      },
      translate,
    });
    $("#node-input-product, #node-input-method").on("change", () => {
      this.isFree = false;
      this.show();
    });
    $("#node-input-path").on("change input", () => {
      this.show();
    });
    const modules = latest(
      () => (textIn("#node-input-product") === "crm" ? liveModules("crm", translate) : noModules()),
      ({ parts, problem }) => {
        offerParts($(`#${MODULES}`), parts);
        const count =
          parts.length === 0 ? "" : translate("zoho-request.hint.modules", { count: parts.length });
        $("#zoho-request-modules-hint").text(problem ?? count);
      },
    );
    $("#node-input-client, #node-input-connection, #node-input-product, #node-input-org").on(
      "change",
      modules,
    );
    modules();
  }

  /** Shows which operation the call of the dialog is, with the values that its path has. */
  show(): void {
    const product = textIn("#node-input-product");
    $("#zoho-operation-rows").toggle(operationsOf(product).length > 0);
    const call = { product, method: textIn("#node-input-method"), path: textIn("#node-input-path") };
    const found = this.isFree ? undefined : operationOf(call);
    if (found?.operation !== this.shown) this.offerParameters(found?.operation);
    this.shown = found?.operation;
    this.showName();
    for (const [name, value] of Object.entries(found?.values ?? {})) {
      const input = $(`#zoho-parameter-${name}`);
      if (input.val() !== value) input.val(value);
    }
  }

  private showName(): void {
    const { shown, translate } = this;
    if (shown === undefined) {
      $("#zoho-operation").val(translate("zoho-request.operation.free"));
      $("#zoho-operation-hint").text(translate("zoho-request.hint.freePath"));
      return;
    }
    const does = translate(`zoho-request.operation.${shown.id}.does`);
    const module = textIn("#zoho-parameter-module");
    const isName = /^\w+$/.test(module);
    const scopes = shown.scopes.map((scope) => (isName ? scope.replace("{module}", () => module) : scope));
    $("#zoho-operation").val(translate(`zoho-request.operation.${shown.id}.name`));
    $("#zoho-operation-hint").text(
      translate("zoho-request.hint.operation", { does, scopes: scopes.join(", ") }),
    );
  }

  private choose(choice: Choice): void {
    this.isFree = choice === "free";
    if (choice === "free") {
      this.show();
      $("#node-input-path").trigger("focus");
      return;
    }
    const values = { ...firstValues(choice), ...valuesEntered() };
    $("#node-input-path").val(pathOf(choice, values));
    $("#node-input-method").val(choice.method).trigger("change");
    $("#node-input-path").trigger("change");
    fillIn(choice);
    $("#zoho-operation-parameters input").first().trigger("focus");
  }

  /** A field for each place of the path; what is entered goes into the path at once. */
  private offerParameters(operation: Operation | undefined): void {
    const list = $("#zoho-operation-parameters").empty();
    for (const name of operation === undefined ? [] : parametersOf(operation)) {
      const id = `zoho-parameter-${name}`;
      const row = $("<div>", { class: "form-row" }).appendTo(list);
      $("<label>", { for: id })
        .text(this.translate(`zoho-request.parameter.${name}`))
        .appendTo(row);
      row.append(" ");
      const input = $("<input>", { type: "text", id, spellcheck: false })
        .attr("autocomplete", "off")
        .appendTo(row);
      if (name === "module") {
        input.attr("list", MODULES).attr("aria-describedby", "zoho-request-modules-hint");
        $("#zoho-request-modules-hint").insertAfter(list);
      }
      input.on("input change", () => {
        if (this.shown === undefined) return;
        $("#node-input-path").val(pathOf(this.shown, valuesEntered())).trigger("change");
      });
    }
    const asksForModule = operation !== undefined && parametersOf(operation).includes("module");
    // Shown as the rules say: `toggle` would let it flow into the line.
    $("#zoho-request-modules-hint").css("display", asksForModule ? "" : "none");
  }
}

function noModules(): ReturnType<typeof liveModules> {
  return Promise.resolve({ parts: [] });
}

function addRows(translate: Translate): void {
  const rows = $("#zoho-operation-rows").empty();
  const row = $("<div>", { class: "form-row" }).appendTo(rows);
  $("<label>", { for: "zoho-operation" })
    .append(
      $("<i>", { class: "fa fa-search" }),
      document.createTextNode(` ${translate("zoho-request.label.operation")}`),
    )
    .appendTo(row);
  row.append(" ");
  const box = $("<span>", { class: "zoho-search" }).appendTo(row);
  $("<input>", {
    type: "text",
    id: "zoho-operation",
    role: "combobox",
    spellcheck: false,
  })
    // As a property it would be taken for the widget of that name.
    .attr("autocomplete", "off")
    .attr("placeholder", translate("zoho-request.placeholder.operation"))
    .attr("aria-expanded", "false")
    .attr("aria-autocomplete", "list")
    .attr("aria-controls", "zoho-operation-list")
    .attr("aria-describedby", "zoho-operation-hint")
    .appendTo(box);
  $("<ul>", { id: "zoho-operation-list", role: "listbox" })
    .attr("aria-label", translate("zoho-request.label.operation"))
    .prop("hidden", true)
    .appendTo(box);
  $("<span>", { id: "zoho-operation-hint", class: "zoho-hint" }).attr("aria-live", "polite").appendTo(row);
  $("<div>", { id: "zoho-operation-parameters" }).appendTo(rows);
  $("<span>", { id: "zoho-request-modules-hint", class: "zoho-hint" })
    .attr("aria-live", "polite")
    .css("marginBottom", "12px")
    .appendTo(rows);
  $("<datalist>", { id: MODULES }).appendTo(rows);
}

/** An ID comes with the message as a rule; a name is entered. */
function firstValues(operation: Operation): PathValues {
  const ids = parametersOf(operation).filter(isIdParameter);
  return Object.fromEntries(ids.map((name) => [name, `{{payload.${name}}}`]));
}

/** What stands in the fields now, also of the operation before. */
function valuesEntered(): PathValues {
  const fields = $("#zoho-operation-parameters input").toArray();
  const entered = fields.map(
    (field) => [field.id.replace("zoho-parameter-", ""), String($(field).val())] as const,
  );
  return Object.fromEntries(entered.filter(([, value]) => value.trim() !== ""));
}

/** Fills in what an operation does little without; what somebody has entered stays. */
function fillIn({ isList, bodyFormat, query = [] }: Operation): void {
  const paging = textIn("#node-input-paging");
  if (isList === true && paging === "") $("#node-input-paging").val("array").trigger("change");
  if (isList !== true && paging === "array") $("#node-input-paging").val("").trigger("change");
  const format = textIn("#node-input-bodyFormat");
  if (bodyFormat !== undefined) $("#node-input-bodyFormat").val(bodyFormat).trigger("change");
  else if (format === "multipart") $("#node-input-bodyFormat").val("").trigger("change");
  const there = new Set(readNamedValues("#node-input-query-container").map(({ name }) => name));
  const missing = query.filter(({ name, needed }) => needed === true && !there.has(name));
  for (const { name, example } of missing) {
    const row: NamedValue = { name, value: example, type: "str" };
    $("#node-input-query-container").editableList("addItem", row);
  }
  if (missing.length > 0) $("#zoho-more").prop("open", true);
}
