import type { AuthorizeSession } from "../accounts/authorize-session";
import type { EmulatedRequest } from "../http/emulated-request";
import { byGroup } from "../people/by-group";
import type { Person } from "../people/person";
import { accountsPath } from "./accounts-path";
import { escapeHtml, hidden, layout } from "./layout";

/** *Sign in to Zoho*: one button per person, grouped by what they are good for. No password. */
export function signInPage(
  request: EmulatedRequest,
  session: AuthorizeSession,
  people: readonly Person[],
): string {
  const action = accountsPath(request, session, "sign-in");
  const groups = byGroup(people).map(({ heading, members }) => {
    const choices = members.map((person) => choice(session, action, person));
    return `<h2>${heading}</h2>\n<ul class="choices">${choices.join("\n")}</ul>`;
  });
  return layout("Sign in to Zoho", `<p>Who signs in? There are no passwords.</p>\n${groups.join("\n")}`);
}

/** The text beside the button describes it, so that a screen reader says both. */
function choice(session: AuthorizeSession, action: string, person: Person): string {
  const about = `about-${person.zuid}`;
  return (
    `<li><form method="post" action="${action}">${hidden("session", session.id)}${hidden("person", person.zuid)}` +
    `<button aria-describedby="${about}">${escapeHtml(person.name)}</button> ` +
    `<span class="about" id="${about}">${escapeHtml(person.shows)} <small>${escapeHtml(person.email)}</small></span></form></li>`
  );
}
