import type { AuthorizeSession } from "../accounts/authorize-session";
import type { EmulatedRequest } from "../http/emulated-request";
import { accountsPath } from "./accounts-path";
import { DATA_CENTERS } from "../../zoho/data-centers";
import { type Person } from "../people/person";
import { escapeHtml, hidden, layout } from "./layout";

/** *Sign in to Zoho*: one button per person. */
export function signInPage(
  request: EmulatedRequest,
  session: AuthorizeSession,
  people: readonly Person[],
): string {
  const buttons = people.map(
    (person) =>
      `<li><form method="post" action="${accountsPath(request, session, "sign-in")}">${hidden("session", session.id)}` +
      `${hidden("person", person.zuid)}<button aria-describedby="about-${person.zuid}">${escapeHtml(person.name)}</button> ` +
      `<small id="about-${person.zuid}">${escapeHtml(about(person))}</small></form></li>`,
  );
  return layout("Sign in to Zoho", `<p>Who signs in?</p>\n<ul class="choices">${buttons.join("\n")}</ul>`);
}

function about(person: Person): string {
  const place = DATA_CENTERS[person.dataCenter].name;
  const orgs = new Set(person.orgs.map((org) => org.name));
  const apps = person.apps.includes("CRM") ? `orgs: ${[...orgs].join(", ")}` : "no CRM account";
  return `${person.email}, ${place}, ${apps}`;
}
