import { appOfScope, appsRequiringAccount } from "../../../../src/zoho/apps";
import type { ConnectionView } from "../../../zoho-client/admin-api";
import { mayWrite } from "../may-write";
import type { Translate } from "../red";
import { grantGaps, judgeScopes, type MissingScope } from "./judge-scopes";
import { addScopes, markEntries, onScopes, readScopes } from "./scope-list";
import { type ScopeUse, scopeUse } from "./scope-uses";

const ADVICE = "#zoho-scope-advice";

/** What the advice about grants needs of the table of connections. */
export interface ShownConnections {
  /** Those that the table shows; again whenever they change. */
  onShown(callback: (connections: readonly ConnectionView[]) => void): void;
}

/**
 * Says while scopes are chosen which are missing and which no node needs, judged by the nodes of the workspace, which apps
 * want an account, and which connections were granted less.
 *
 * @param client ID of the config node
 */
export function prepareScopeAdvice(client: string, table: ShownConnections, translate: Translate): void {
  const uses = usesOf(client);
  let connections: readonly ConnectionView[] = [];
  const advise = (): void => {
    const scopes = readScopes();
    const { missing, unneeded, unjudged } = judgeScopes(scopes, uses);
    markEntries("unneeded", notes(unneeded, translate("zoho-client.scopes.unneeded")));
    markAccounts(scopes, translate);
    const rows = [
      ...missing.map((one) => missingRow(one, translate)),
      ...(unjudged.length === 0 ? [] : [withNodes(translate("zoho-client.scopes.unjudged"), unjudged)]),
      ...grantGaps(scopes, connections).map(({ connection, scopes: lacking }) =>
        gapRow(connection, lacking, translate),
      ),
    ];
    const said = rows.map((row) => row.text()).join("\n");
    // Drawn anew, a button would lose the focus, and all of it would be read out again.
    if ($(ADVICE).data("said") === said) return;
    $(ADVICE).data("said", said).empty().append(rows);
  };
  onScopes(advise);
  table.onShown((shown) => {
    connections = shown;
    advise();
  });
  $(ADVICE).on("click", "a[data-node]", (event) => {
    event.preventDefault();
    RED.view.reveal(String($(event.currentTarget).attr("data-node")));
  });
  advise();
}

function usesOf(client: string): readonly ScopeUse[] {
  const uses: ScopeUse[] = [];
  RED.nodes.eachNode((node) => {
    const use = scopeUse(node, client);
    if (use !== undefined) uses.push(use);
  });
  return uses;
}

/** Each scope of an app in which whoever consents must have an account, where there are several such apps. */
function markAccounts(scopes: readonly string[], translate: Translate): void {
  const apps = appsRequiringAccount(scopes);
  const marked = new Map<string, string>();
  for (const scope of scopes) {
    const app = appOfScope(scope)?.name;
    if (apps.length > 1 && app !== undefined && apps.includes(app))
      marked.set(scope, translate("zoho-client.scopes.needsAccount", { app }));
  }
  markEntries("account", marked);
}

function notes(scopes: readonly string[], note: string): ReadonlyMap<string, string> {
  return new Map(scopes.map((scope) => [scope, note]));
}

function missingRow({ scope, isSure, nodes }: MissingScope, translate: Translate): JQuery {
  const text = translate(`zoho-client.scopes.${isSure ? "missing" : "maybeMissing"}`, { scope });
  const add = button(translate("zoho-client.button.add"), translate("zoho-client.scopes.addOne", { scope }));
  add.on("click", () => {
    addScopes([scope], translate);
    $("#zoho-scope-product").trigger("focus");
  });
  return withNodes(text, nodes)
    .attr("data-scope", scope)
    .toggleClass("zoho-warning", isSure)
    .append(" ", add);
}

/** A sentence that ends in the names of nodes; each leads to its node. */
function withNodes(text: string, nodes: readonly string[]): JQuery {
  const row = $("<div>", { class: "zoho-scope-note" }).text(`${text} `);
  for (const [index, id] of nodes.entries()) {
    const label = RED.utils.getNodeLabel(RED.nodes.node(id) ?? {}, id);
    const link = $("<a>", { href: "#" }).attr("data-node", id).text(label);
    row.append(index === 0 ? "" : ", ", link);
  }
  return row;
}

function gapRow(connection: string, lacking: readonly string[], translate: Translate): JQuery {
  const values = { name: connection, scopes: lacking.join(", ") };
  const again = button(
    translate("zoho-client.button.reconnect"),
    translate("zoho-client.scopes.reconnect", values),
  );
  again.on("click", () => {
    $("#node-config-input-zoho-connection-name").val(connection);
    $("#node-config-input-zoho-connect").trigger("click");
  });
  const row = $("<div>", { class: "zoho-scope-note" }).text(
    translate("zoho-client.scopes.grantedLess", values),
  );
  // Where a flow connects, the dialog has no such button.
  if (mayWrite() && $("#zoho-connect-row").css("display") !== "none") row.append(" ", again);
  return row;
}

function button(text: string, label: string): JQuery {
  return $("<button>", { type: "button", class: "red-ui-button red-ui-button-small" })
    .attr("aria-label", label)
    .text(text);
}
