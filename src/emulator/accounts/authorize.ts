import { DATA_CENTERS, type DataCenterCode } from "../../zoho/data-centers";
import type { EmulatedRequest } from "../http/emulated-request";
import { formParameters } from "../http/form-parameters";
import { linkTo } from "../hosts/link-to";
import { html, redirect, type Reply } from "../http/reply";
import { backToAppPage } from "../pages/back-to-app";
import { consentPage } from "../pages/consent";
import { errorPage } from "../pages/error-page";
import { pickOrgPage } from "../pages/pick-org";
import { signInPage } from "../pages/sign-in";
import type { World } from "../world";
import { checkAuthorizeAsk } from "./authorize-ask";
import { type AuthorizeSession, beginSession, moveSession } from "./authorize-session";
import { autoConsent } from "./auto-consent";
import { errorCallback } from "./callback-url";
import { finishConsent } from "./finish-consent";
import { nextStep } from "./next-step";

/** `GET /oauth/v2/auth`: checks, then the sign-in page. */
export function authorize(world: World, dataCenter: DataCenterCode, request: EmulatedRequest): Reply {
  if (request.method !== "GET") return html(400, errorPage("400 not found"));
  const ask = checkAuthorizeAsk(world, dataCenter, request.query);
  if (typeof ask === "string") {
    request.facts.code = ask;
    return html(world.settings.errorPageStatus, errorPage(ask));
  }
  request.facts.clientId = ask.clientId;
  const session = beginSession(world, ask, dataCenter);
  const { autoConsent: personName } = world.settings;
  if (personName !== null) return autoConsent(world, request, session, personName);
  return showStep(world, session, request);
}

/** `GET /oauth/v2/auth/session`: the page at which a person stands, so that reloading does no harm. */
export function showSession(world: World, request: EmulatedRequest): Reply {
  const session = world.sessions.get(request.query.get("id") ?? "");
  return session === undefined ? sessionGone() : showStep(world, session, request);
}

/** `POST /oauth/v2/auth/sign-in`: a person signs in and is forwarded to their own data center. */
export function signIn(world: World, request: EmulatedRequest): Reply {
  const form = formParameters(request);
  const session = world.sessions.get(form.get("session") ?? "");
  if (session === undefined) return sessionGone();
  const person = world.personById(form.get("person") ?? "");
  if (person === undefined)
    return html(400, errorPage("An error occurred", "Nobody of that name can sign in."));
  const isApart = (session.dataCenter === "cn") !== (person.dataCenter === "cn");
  const step = { zuid: person.zuid, ...(isApart ? {} : { dataCenter: person.dataCenter }) };
  return toSession(request, moveSession(world, session, step));
}

/** `POST /oauth/v2/auth/org`: an org and environment was picked. */
export function pickOrg(world: World, request: EmulatedRequest): Reply {
  const form = formParameters(request);
  const session = world.sessions.get(form.get("session") ?? "");
  if (session === undefined) return sessionGone();
  const step = nextStep(world, session);
  if (step.kind !== "pick org") return toSession(request, session);
  const org = step.orgs.find((one) => one.id === form.get("org"));
  if (org === undefined) return toSession(request, session);
  return toSession(
    request,
    moveSession(world, session, { picked: { ...session.picked, [org.product]: org.id } }),
  );
}

/** `POST /oauth/v2/auth/answer`: Accept, Reject or *Back to app*. */
export function answerConsent(world: World, request: EmulatedRequest): Reply {
  const form = formParameters(request);
  const session = world.sessions.get(form.get("session") ?? "");
  if (session === undefined) return sessionGone();
  const step = nextStep(world, session);
  if ("person" in step) request.facts.person = step.person.name;
  if (step.kind === "missing apps") {
    world.sessions.delete(session.id);
    return redirect(302, errorCallback(world, session.ask, "no_org"));
  }
  if (step.kind !== "consent") return toSession(request, session);
  if (form.get("answer") === "accept") return redirect(302, finishConsent(world, session, step.consent));
  world.sessions.delete(session.id);
  return redirect(302, errorCallback(world, session.ask, "access_denied"));
}

function showStep(world: World, session: AuthorizeSession, request: EmulatedRequest): Reply {
  const step = nextStep(world, session);
  if ("person" in step) request.facts.person = step.person.name;
  switch (step.kind) {
    case "sign in":
      return html(200, signInPage(request, session, step.people));
    case "unknown client":
      return html(world.settings.errorPageStatus, errorPage("Invalid Client"));
    case "missing apps":
      return html(200, backToAppPage(request, session, step.person, step.apps));
    case "pick org":
      return html(200, pickOrgPage(request, session, step.person, step.orgs));
    case "consent":
      return html(200, consentPage(request, session, step.person, step.orgs));
    case "consented before":
      return redirect(302, finishConsent(world, session, step.consent));
  }
}

function toSession(request: EmulatedRequest, session: AuthorizeSession): Reply {
  const host = DATA_CENTERS[session.dataCenter].accountsHost;
  return redirect(303, linkTo(request, host, `/oauth/v2/auth/session?id=${session.id}`));
}

function sessionGone(): Reply {
  return html(400, errorPage("An error occurred", "This consent has ended. Start again from your app."));
}
