import type { NamedValue, ValueType } from "../../zoho-request/config";
import type { Translate } from "./red";

const VALUE_TYPES: ValueType[] = ["str", "num", "bool", "msg", "flow", "global", "env", "jsonata"];

/**
 * Makes an `<ol>` a list of names with typed values, such as a query or headers.
 *
 * @param label for screen readers: what is named, e.g. "Query parameter"
 */
export function prepareNamedValues(
  selector: string,
  rows: readonly NamedValue[],
  label: string,
  translate: Translate,
): void {
  const list = $(selector).editableList<Partial<NamedValue>>({
    addButton: translate("zoho.list.add"),
    header: undefined,
    height: "auto",
    sortable: true,
    removable: true,
    addItem: (container, _index, row) => {
      const line = $("<div>").css({ display: "flex", gap: "6px" }).appendTo(container);
      $("<input>", { type: "text", class: "zoho-row-name" })
        .css({ flex: "2 1 0", minWidth: "60px", width: "auto" })
        .attr({
          placeholder: translate("zoho.list.name"),
          "aria-label": `${label}: ${translate("zoho.list.name")}`,
        })
        .val(row.name ?? "")
        .appendTo(line);
      const cell = $("<div>").css({ flex: "3 1 0", minWidth: "120px" }).appendTo(line);
      const value = $("<input>", { type: "text", class: "zoho-row-value" })
        .css("width", "100%")
        .appendTo(cell);
      value.typedInput({ default: "str", types: VALUE_TYPES });
      value.typedInput("type", row.type ?? "str");
      value.typedInput("value", row.value ?? "");
      cell.find(".red-ui-typedInput-input").attr("aria-label", `${label}: ${translate("zoho.list.value")}`);
    },
  });
  list.editableList(
    "addItems",
    rows.map((row) => ({ ...row })),
  );
}

/** The rows as they stand; one without a name is left out. */
export function readNamedValues(selector: string): NamedValue[] {
  const rows: NamedValue[] = [];
  $(selector)
    .editableList("items")
    .each((_index, item) => {
      const value = $(item).find(".zoho-row-value");
      const name = String($(item).find(".zoho-row-name").val() ?? "").trim();
      if (name === "") return;
      rows.push({ name, value: value.typedInput("value"), type: value.typedInput("type") as ValueType });
    });
  return rows;
}
