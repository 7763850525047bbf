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
  const { title, asks, scopesTitle } = wording(session);
  return layout(
    title,
    `<p>Signed in as <strong>${escapeHtml(person.name)}</strong>. ${asks}</p>` +
      (reaches === "" ? "" : `<h2>Organization</h2><ul>${reaches}</ul>`) +
      `<h2>${scopesTitle}</h2><ul>${scopes}</ul>` +
      `<form method="post" action="${accountsPath(request, session, "answer")}">${hidden("session", session.id)}<div class="row">` +
      `<button class="main" name="answer" value="accept">Accept</button>` +
      `<button name="answer" value="reject">Reject</button></div></form>`,
  );
}

function wording({ ask }: AuthorizeSession): {
  readonly title: string;
  readonly asks: string;
  readonly scopesTitle: string;
} {
  const app = `The app <code>${escapeHtml(ask.clientId)}</code>`;
  const access = ask.access === "offline" ? "also while you are away" : "for one hour";
  const { ending } = ask;
  if (ending.kind === "more scopes") {
    return {
      title: "Allow more access?",
      asks: `${app} asks for more than you allowed it before.`,
      scopesTitle: "Further scopes",
    };
  }
  if (ending.kind === "device") {
    const shows = `a device that shows the code <strong>${escapeHtml(ending.userCode)}</strong>`;
    return {
      title: "Allow access?",
      asks: `${app} asks for access on ${shows}, ${access}. Reject if you see no such device.`,
      scopesTitle: "Scopes",
    };
  }
  const whole =
    ask.instance === undefined ? "" : " It is for the whole organization and stays when you leave it.";
  return {
    title: "Allow access?",
    asks: `${app} asks for access, ${access}.${whole}`,
    scopesTitle: "Scopes",
  };
}
