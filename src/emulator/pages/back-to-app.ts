import type { AuthorizeSession } from "../accounts/authorize-session";
import type { EmulatedRequest } from "../http/emulated-request";
import type { Person } from "../people/person";
import { accountsPath } from "./accounts-path";
import { escapeHtml, hidden, layout } from "./layout";

/**
 * Instead of Accept and Reject, where the person has no account in an app whose scopes are asked.
 * Zoho: Upcoming changes to the permission grant flow for OAuth apps (2025-02-10).
 */
export function backToAppPage(
  request: EmulatedRequest,
  session: AuthorizeSession,
  person: Person,
  apps: readonly string[],
): string {
  const names = apps.map((app) => `<li>${escapeHtml(app)}</li>`).join("");
  return layout(
    "You don't have an account there",
    `<p>${escapeHtml(person.name)} has no account in:</p><ul>${names}</ul>` +
      `<form method="post" action="${accountsPath(request, session, "answer")}">${hidden("session", session.id)}` +
      `<div class="row"><button class="main" name="answer" value="back">Back to app</button></div></form>`,
  );
}
