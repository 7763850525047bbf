import { DATA_CENTER_CODES, DATA_CENTERS, isDataCenterCode } from "../../../../src/zoho/data-centers";
import { ENVIRONMENTS, isEnvironment } from "../../../../src/zoho/environments";
import type { DeclaredConnection } from "../../../zoho-client/config";
import type { Translate } from "../red";

const LIST = "#node-config-input-connections-container";

/** The only thing that may stand for a refresh token in a flow. */
const VARIABLE = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;

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
  $(LIST).editableList(
    "addItems",
    connections.map((connection) => ({ ...connection })),
  );
  if (connections.length > 0) $("#zoho-declared").prop("open", true);
}

/**
 * The rows as they stand, those without a name left out. A refresh token that was typed in full is dropped:
 * it would end up in flows.json.
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
      const refreshToken = value("refreshToken");
      if (value("name") === "") return;
      rows.push({
        name: value("name"),
        dataCenter: isDataCenterCode(dataCenter) ? dataCenter : "",
        environment: isEnvironment(environment) ? environment : "",
        orgId: value("orgId"),
        refreshToken: VARIABLE.test(refreshToken) ? refreshToken : "",
      });
    });
  return rows;
}

function addRow(container: JQuery, connection: Partial<DeclaredConnection>, translate: Translate): void {
  const grid = $("<div>").addClass("zoho-declared-row").appendTo(container);
  const label = (field: string): string => translate(`zoho-client.declared.${field}`);
  const text = (field: keyof DeclaredConnection): JQuery =>
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
  const token = text("refreshToken").attr("placeholder", "${ZOHO_REFRESH_TOKEN}");
  const problem = $("<div>").addClass("zoho-hint zoho-warning").attr("role", "alert");
  token.on("input change", () => {
    const typed = String(token.val() ?? "").trim();
    const literal = typed !== "" && !VARIABLE.test(typed);
    token.toggleClass("input-error", literal);
    problem.text(literal ? translate("zoho-client.declared.literal") : "");
  });
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
    token,
    problem,
  );
}
