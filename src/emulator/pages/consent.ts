import type { AuthorizeSession } from "../accounts/authorize-session";
import type { EmulatedRequest } from "../http/emulated-request";
import { type Org, orgLabel, type Person } from "../people/person";
import { accountsPath } from "./accounts-path";
import { escapeHtml, hidden, layout } from "./layout";

/** What the app asks for, with Accept and Reject. */
export function consentPage(
  request: EmulatedRequest,
  session: AuthorizeSession,
  person: Person,
  orgs: readonly Org[],
): string {
  const scopes = session.ask.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join("");
  const reaches = orgs
    .map((org) => `<li>${escapeHtml(orgLabel(org))} <small>${org.id}</small></li>`)
    .join("");
  const access = session.ask.access === "offline" ? "also while you are away" : "for one hour";
  return layout(
    "Allow access?",
    `<p>Signed in as ${escapeHtml(person.name)}. The app <code>${escapeHtml(session.ask.clientId)}</code> asks for access, ${access}.</p>` +
      (reaches === "" ? "" : `<h2>Organization</h2><ul>${reaches}</ul>`) +
      `<h2>Scopes</h2><ul>${scopes}</ul>` +
      `<form method="post" action="${accountsPath(request, session, "answer")}">${hidden("session", session.id)}<div class="row">` +
      `<button class="main" name="answer" value="accept">Accept</button>` +
      `<button name="answer" value="reject">Reject</button></div></form>`,
  );
}
