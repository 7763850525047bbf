import type { Reply } from "../http/reply";
import { html, redirect } from "../http/reply";
import { chooseOrg } from "../people/choose-org";
import { pickedProducts } from "../people/org-products";
import type { Person } from "../people/person";
import { backToAppPage } from "../pages/back-to-app";
import { errorPage } from "../pages/error-page";
import type { EmulatedRequest } from "../http/emulated-request";
import type { World } from "../world";
import { type AuthorizeSession, moveSession } from "./authorize-session";
import { errorCallback } from "./callback-url";
import { finishConsent } from "./finish-consent";
import { nextStep } from "./next-step";

/** Clicks through a consent at once, as the settings `autoConsent…` say. */
export function autoConsent(
  world: World,
  request: EmulatedRequest,
  begun: AuthorizeSession,
  personName: string,
): Reply {
  const { settings } = world;
  const person = world.people.find((one) => one.name === personName);
  if (person === undefined) return html(settings.errorPageStatus, errorPage("Invalid Client"));
  request.facts.person = person.name;
  const picked = pickOrgs(world, person, begun.ask.scopes);
  const session = moveSession(world, begun, { zuid: person.zuid, picked: picked ?? {} });
  const step = nextStep(world, session);
  if (step.kind === "sign in" || step.kind === "unknown client") {
    return html(settings.errorPageStatus, errorPage("Invalid Client"));
  }
  if (step.kind === "missing apps") {
    return settings.noOrgBackToApp === "clicked"
      ? redirect(302, errorCallback(world, session.ask, "no_org"))
      : html(200, backToAppPage(request, session, step.person, step.apps));
  }
  if (picked === undefined || step.kind === "pick org") {
    const problem = `${person.name} has no org "${String(settings.autoConsentOrg)}"`;
    return html(
      400,
      errorPage("An error occurred", `The setting autoConsentOrg can't be followed: ${problem}.`),
    );
  }
  if (step.kind === "consent" && settings.autoConsentAnswer === "reject") {
    return redirect(302, errorCallback(world, session.ask, "access_denied"));
  }
  return redirect(302, finishConsent(world, session, step.consent));
}

/**
 * The org of each product asked for. The setting names a CRM org; in another product it may well name none, and then
 * the first is taken.
 *
 * @returns undefined where the setting names no CRM org of this person
 */
function pickOrgs(
  world: World,
  person: Person,
  scopes: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const picked: Record<string, string> = {};
  for (const product of pickedProducts(scopes)) {
    const wanted = chooseOrg(person, product, world.settings.autoConsentOrg);
    const org = wanted ?? (product === "crm" ? undefined : chooseOrg(person, product, null));
    if (org === undefined && product === "crm") return undefined;
    if (org !== undefined) picked[product] = org.id;
  }
  return picked;
}
