import type { AuthorizeSession } from "../accounts/authorize-session";
import type { EmulatedRequest } from "../http/emulated-request";
import { type Org, orgLabel, type Person } from "../people/person";
import { accountsPath } from "./accounts-path";
import { escapeHtml, hidden, layout } from "./layout";

/** Which org in which environment: a token reaches exactly one. Zoho: Org-specific OAuth2.0 Tokens in Zoho CRM. */
export function pickOrgPage(
  request: EmulatedRequest,
  session: AuthorizeSession,
  person: Person,
  orgs: readonly Org[],
): string {
  const choices = orgs.map(
    (org, index) =>
      `<label><input type="radio" name="org" value="${org.id}"${index === 0 ? " checked" : ""} required> ` +
      `${escapeHtml(orgLabel(org))} <small>${org.id}</small></label>`,
  );
  return layout(
    "Choose an organization",
    `<p>Signed in as ${escapeHtml(person.name)}.</p>` +
      `<form method="post" action="${accountsPath(request, session, "org")}">${hidden("session", session.id)}` +
      `<fieldset><legend>Organization and environment</legend>${choices.join("\n")}</fieldset>` +
      `<div class="row"><button class="main">Submit</button></div></form>`,
  );
}
