import { html, type Reply } from "../http/reply";
import { existsNow } from "../hosts/find-host";
import { chooseOrg } from "../people/choose-org";
import type { Person } from "../people/person";
import { backToAppPage } from "../pages/back-to-app";
import { errorPage } from "../pages/error-page";
import type { EmulatedRequest } from "../http/emulated-request";
import type { World } from "../world";
import { type AuthorizeSession, moveSession, signedIn } from "./authorize-session";
import { acceptConsent, refuseConsent } from "./end-consent";
import { nextStep, productsToPick } from "./next-step";
import { showProblem } from "./show-problem";

/** Clicks through a consent at once, as the settings `autoConsent…` say. */
export function autoConsent(
  world: World,
  request: EmulatedRequest,
  begun: AuthorizeSession,
  personName: string,
): Reply {
  const { settings } = world;
  const person = world.people.find((one) => one.name === personName);
  if (person === undefined || !existsNow(settings, person.dataCenter)) {
    return showProblem(world, request, "Invalid Client");
  }
  request.facts.person = person.name;
  const picked = pickOrgs(world, person, begun);
  const session = moveSession(world, signedIn(world, begun, person), { picked: picked ?? {} });
  const step = nextStep(world, session);
  switch (step.kind) {
    case "sign in":
      return showProblem(world, request, "Invalid Client");
    case "refused client":
      return showProblem(world, request, step.problem);
    case "grant gone":
    case "grant of another":
    case "no instance":
      return showProblem(world, request, "An error occurred");
    case "too many grants":
      return refuseConsent(world, session, "access_denied");
    case "missing apps":
      return settings.noOrgBackToApp === "clicked"
        ? refuseConsent(world, session, "no_org")
        : html(200, backToAppPage(request, session, step.person, step.apps));
    case "pick org":
      return orgNotFound(world, person);
    case "consent":
    case "consented before":
      if (picked === undefined) return orgNotFound(world, person);
      return step.kind === "consent" && settings.autoConsentAnswer === "reject"
        ? refuseConsent(world, session, "access_denied")
        : acceptConsent(world, session, step.consent);
  }
}

function orgNotFound(world: World, person: Person): Reply {
  const problem = `${person.name} has no org "${String(world.settings.autoConsentOrg)}"`;
  return html(
    400,
    errorPage("An error occurred", `The setting autoConsentOrg can't be followed: ${problem}.`),
  );
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
  { ask }: AuthorizeSession,
): Readonly<Record<string, string>> | undefined {
  const picked: Record<string, string> = {};
  for (const product of productsToPick(ask, ask.scopes)) {
    const wanted = chooseOrg(person, product, world.settings.autoConsentOrg);
    const org = wanted ?? (product === "crm" ? undefined : chooseOrg(person, product, null));
    if (org === undefined && product === "crm") return undefined;
    if (org !== undefined) picked[product] = org.id;
  }
  return picked;
}
