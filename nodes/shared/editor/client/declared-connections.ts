import { DATA_CENTER_CODES, DATA_CENTERS, isDataCenterCode } from "../../../../src/zoho/data-centers";
import { ENVIRONMENTS, isEnvironment } from "../../../../src/zoho/environments";
import type { DeclaredConnection } from "../../../zoho-client/config";
import type { Translate } from "../red";
import { type TokenOrigin, tokenOrigin } from "./token-origin";

const LIST = "#node-config-input-connections-container";

/** Under which a row keeps its inputs for the refresh token. */
const ORIGIN = "zoho-token-origin";

/** The list of connections that are declared as code. */
export function prepareDeclaredConnections(
  connections: readonly DeclaredConnection[],
  translate: Translate,
): void {
  $(LIST).editableList<Partial<DeclaredConnection>>({
    addButton: translate("zoho.list.add"),
    height: "auto",
    removable: true,
    sortable: true,
    addItem: (container, _index, connection) => addRow(container, connection, translate),
  });
  // Before the editor takes the row away, so that its token goes with it.
  $(LIST).on("click", ".red-ui-editableList-item-remove", (event) => {
    originOf($(event.currentTarget).closest("li"))?.release();
  });
  $(LIST).editableList(
    "addItems",
    connections.map((connection) => ({ ...connection })),
  );
  if (connections.length > 0) $("#zoho-declared").prop("open", true);
}

/**
 * The rows as they stand, those without a name left out. A refresh token that was typed in full where a variable
 * belongs is dropped: it would end up in flows.json.
 */
export function readDeclaredConnections(): DeclaredConnection[] {
  const rows: DeclaredConnection[] = [];
  $(LIST)
    .editableList("items")
    .each((_index, item) => {
      const value = (field: string): string =>
        String($(item).find(`.zoho-declared-${field}`).val() ?? "").trim();
      const dataCenter = value("dataCenter");
      const environment = value("environment");
      if (value("name") === "") return;
      rows.push({
        name: value("name"),
        dataCenter: isDataCenterCode(dataCenter) ? dataCenter : "",
        environment: isEnvironment(environment) ? environment : "",
        orgId: value("orgId"),
        refreshToken: originOf($(item))?.reference() ?? "",
        // Only where it is on: a row that was written without it stays as it was.
        ...($(item).find(".zoho-declared-readOnly").is(":checked") && { readOnly: true }),
      });
    });
  return rows;
}

function originOf(item: JQuery): TokenOrigin | undefined {
  return item.find(".zoho-declared-row").data(ORIGIN) as TokenOrigin | undefined;
}

/** Places among the node's credentials that rows use. */
function usedPlaces(): readonly string[] {
  const places: string[] = [];
  $(LIST)
    .find(".zoho-declared-row")
    .each((_index, row) => {
      const origin = $(row).data(ORIGIN) as TokenOrigin | undefined;
      if (origin !== undefined) places.push(origin.reference());
    });
  return places;
}

function addRow(container: JQuery, connection: Partial<DeclaredConnection>, translate: Translate): void {
  const grid = $("<div>").addClass("zoho-declared-row").appendTo(container);
  const label = (field: string): string => translate(`zoho-client.declared.${field}`);
  const text = (field: "name" | "orgId"): JQuery =>
    $("<input>", { type: "text", class: `zoho-declared-${field}` })
      // Not above: jQuery UI would take `autocomplete` for its widget.
      .attr({
        "aria-label": label(field),
        placeholder: label(field),
        autocomplete: "off",
        spellcheck: "false",
      })
      .val(connection[field] ?? "");
  const choice = (
    field: "dataCenter" | "environment",
    options: readonly (readonly [string, string])[],
  ): JQuery => {
    const select = $("<select>", { class: `zoho-declared-${field}` }).attr("aria-label", label(field));
    for (const [value, name] of options) $("<option>").val(value).text(name).appendTo(select);
    return select.val(connection[field] ?? "");
  };
  const readOnly = $("<input>", { type: "checkbox", class: "zoho-declared-readOnly" }).prop(
    "checked",
    connection.readOnly === true,
  );
  const origin = tokenOrigin(connection.refreshToken ?? "", usedPlaces, translate);
  grid.data(ORIGIN, origin);
  grid.append(
    text("name"),
    text("orgId"),
    choice("dataCenter", [
      ["", translate("zoho-client.declared.anyDataCenter")],
      ...DATA_CENTER_CODES.map((code) => [code, DATA_CENTERS[code].name] as const),
    ]),
    choice("environment", [
      ["", translate("zoho-client.declared.anyEnvironment")],
      ...ENVIRONMENTS.map((environment) => [environment, environment] as const),
    ]),
    ...origin.elements,
    $("<label>")
      .addClass("zoho-check")
      .append(readOnly, $("<span>").text(label("readOnly"))),
  );
}
