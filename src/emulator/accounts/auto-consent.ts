import type { Reply } from "../http/reply";
import { html, redirect } from "../http/reply";
import { chooseOrg } from "../people/choose-org";
import { backToAppPage } from "../pages/back-to-app";
import { errorPage } from "../pages/error-page";
import type { RequestFacts } from "../http/emulated-request";
import type { World } from "../world";
import { type AuthorizeSession, moveSession } from "./authorize-session";
import { errorCallback } from "./callback-url";
import { finishConsent } from "./finish-consent";
import { nextStep } from "./next-step";

/** Clicks through a consent at once, as the settings `autoConsent…` say. */
export function autoConsent(
  world: World,
  begun: AuthorizeSession,
  personName: string,
  facts: RequestFacts,
): Reply {
  const { settings } = world;
  const person = world.people.find((one) => one.name === personName);
  let session = moveSession(world, begun, person === undefined ? {} : { zuid: person.zuid });
  for (;;) {
    const step = nextStep(world, session);
    if ("person" in step) facts.person = step.person.name;
    switch (step.kind) {
      case "sign in":
      case "unknown client":
        return html(settings.errorPageStatus, errorPage("Invalid Client"));
      case "missing apps":
        return settings.noOrgBackToApp === "clicked"
          ? redirect(302, errorCallback(world, session.ask, "no_org"))
          : html(200, backToAppPage(session, step.person, step.apps));
      case "pick org": {
        // The setting names a CRM org; where only another product is asked, its first org is taken.
        const wanted = chooseOrg(step.person, step.product, settings.autoConsentOrg);
        const org = wanted ?? (step.product === "crm" ? undefined : step.orgs[0]);
        if (org === undefined) {
          const names = `${step.person.name} has no org "${String(settings.autoConsentOrg)}"`;
          return html(
            400,
            errorPage("An error occurred", `The setting autoConsentOrg can't be followed: ${names}.`),
          );
        }
        session = moveSession(world, session, { picked: { ...session.picked, [step.product]: org.id } });
        break;
      }
      case "consent":
        if (settings.autoConsentAnswer === "reject") {
          return redirect(302, errorCallback(world, session.ask, "access_denied"));
        }
        return redirect(302, finishConsent(world, session, step.consent));
      case "consented before":
        return redirect(302, finishConsent(world, session, step.consent));
    }
  }
}
