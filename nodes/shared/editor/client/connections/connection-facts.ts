import { DATA_CENTERS } from "../../../../../src/zoho/data-centers";
import type { AppOrgsView, ConnectionView } from "../../../../zoho-client/admin-api";
import type { Translate } from "../../red";
import { relativeTime } from "./relative-time";

/** What is known of a connection at a glance: where it leads, as whom, and when it was last used. */
export function drawFacts(connection: ConnectionView, translate: Translate): JQuery {
  const { orgName, orgId, environment, dataCenter, user } = connection;
  const unknown = translate("zoho-client.table.unknown");
  return factList(
    [
      ["org", orgName ?? orgId ?? unknown],
      ["environment", environment ?? unknown],
      ["dataCenter", DATA_CENTERS[dataCenter].name],
      ["user", user ?? unknown],
      ["lastUsed", lastUsed(connection, translate)],
    ],
    translate,
  );
}

/** What is looked up now and then: scopes, orgs of each app, edition, exact times. */
export function drawDetails(connection: ConnectionView, translate: Translate): JQuery {
  const { scopes, orgs = [], edition, grantedAt, lastUsed: used } = connection;
  const exact = (at: string | undefined): readonly string[] =>
    at === undefined ? [] : [new Date(at).toLocaleString()];
  const facts: (readonly [string, string])[] = [
    ...orgs.map((one) => ["orgsIn", orgsText(one, translate)] as const),
    ...(edition === undefined ? [] : [["edition", edition] as const]),
    ...exact(grantedAt).map((text) => ["grantedAt", text] as const),
    ...exact(used?.at).map((text) => ["lastUsedAt", text] as const),
  ];
  const list = $("<ul>", { class: "zoho-granted" }).append(
    ...scopes.map((scope) => $("<li>").append($("<code>").text(scope))),
  );
  const heading = $("<div>", { class: "zoho-fact-name" }).text(translate("zoho-client.fact.scopes"));
  return $("<div>").append(factList(facts, translate), scopes.length === 0 ? "" : heading, list);
}

function factList(facts: readonly (readonly [string, string | JQuery])[], translate: Translate): JQuery {
  const rows = facts.map(([name, value]) =>
    $("<div>")
      .attr("data-fact", name)
      .append(
        $("<dt>", { class: "zoho-fact-name" }).text(translate(`zoho-client.fact.${name}`)),
        typeof value === "string" ? $("<dd>").text(value) : $("<dd>").append(value),
      ),
  );
  return $("<dl>", { class: "zoho-facts" }).append(...rows);
}

function orgsText({ app, names, chosen }: AppOrgsView, translate: Translate): string {
  const key = names.length === 1 ? "one" : chosen === undefined ? "several" : "chosen";
  return translate(`zoho-client.orgs.${key}`, { app, names: names.join(", "), chosen });
}

function lastUsed({ lastUsed: used }: ConnectionView, translate: Translate): JQuery | string {
  if (used === undefined) return translate("zoho-client.lastUsed.never");
  const when = relativeTime(used.at, Date.now(), translate("zoho-client.table.locale"));
  return $("<time>")
    .attr({ datetime: used.at, title: new Date(used.at).toLocaleString() })
    .text(translate(`zoho-client.lastUsed.${used.by}`, { when }));
}
