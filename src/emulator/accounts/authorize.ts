import { DATA_CENTERS } from "../../zoho/data-centers";
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
import { type AuthorizeAsk, checkAuthorizeAsk } from "./authorize-ask";
import type { AuthorizeProblem } from "./authorize-problems";
import { type AuthorizeSession, beginSession, moveSession, signedIn } from "./authorize-session";
import { autoConsent } from "./auto-consent";
import { acceptConsent, refuseConsent } from "./end-consent";
import type { Endpoint } from "./endpoint";
import { checkInstanceAsk } from "./instance-ask";
import { checkMoreScopesAsk } from "./more-scopes/more-scopes-ask";
import { enhancedGrant } from "./more-scopes/add-scopes";
import { nextStep } from "./next-step";
import { showProblem } from "./show-problem";
import { credentialsAtAuthorize } from "./token-endpoint";

type Check = (
  world: World,
  dataCenter: Parameters<Endpoint>[1],
  query: URLSearchParams,
) => AuthorizeAsk | AuthorizeProblem;

/** `GET /oauth/v2/auth`: checks, then the sign-in page. */
export const authorize: Endpoint = (world, dataCenter, request) => {
  if (request.method === "GET") return begin(world, dataCenter, request, checkAuthorizeAsk);
  const parameters = formParameters(request);
  return (
    credentialsAtAuthorize({ world, dataCenter, request, parameters }) ??
    html(400, errorPage("400 not found"))
  );
};

/** `GET /oauth/v2/org/auth`: the same for a grant of a whole org. */
export const authorizeInstance: Endpoint = (world, dataCenter, request) =>
  request.method === "GET"
    ? begin(world, dataCenter, request, checkInstanceAsk)
    : html(400, errorPage("400 not found"));

/** `GET /oauth/v2/token/addextrascope`: the same for a grant that is to get more scopes. */
export const authorizeMoreScopes: Endpoint = (world, dataCenter, request) =>
  begin(world, dataCenter, request, checkMoreScopesAsk);

function begin(
  world: World,
  dataCenter: Parameters<Endpoint>[1],
  request: EmulatedRequest,
  check: Check,
): Reply {
  const ask = check(world, dataCenter, request.query);
  if (typeof ask === "string") return showProblem(world, request, ask);
  request.facts.clientId = ask.clientId;
  const session = stillSignedIn(world, request, beginSession(world, ask, dataCenter));
  const { autoConsent: personName } = world.settings;
  if (personName !== null) return autoConsent(world, request, session, personName);
  return showStep(world, session, request);
}

/** Who adds scopes to a grant is signed in from before, unless `logout=true` says that somebody else may be. */
function stillSignedIn(world: World, request: EmulatedRequest, session: AuthorizeSession): AuthorizeSession {
  const { ending } = session.ask;
  if (ending.kind !== "more scopes" || request.query.get("logout") === "true") return session;
  const grant = enhancedGrant(world, ending.enhanceToken);
  const person = world.personById(grant?.consent.zuid ?? "");
  return person === undefined ? session : signedIn(world, session, person);
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
  return toSession(request, signedIn(world, session, person));
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
  if (step.kind === "missing apps") return refuseConsent(world, session, "no_org");
  if (step.kind !== "consent") return toSession(request, session);
  return form.get("answer") === "accept"
    ? acceptConsent(world, session, step.consent)
    : refuseConsent(world, session, "access_denied");
}

/** The page at which a session stands. */
export function showStep(world: World, session: AuthorizeSession, request: EmulatedRequest): Reply {
  const step = nextStep(world, session);
  if ("person" in step) request.facts.person = step.person.name;
  switch (step.kind) {
    case "sign in":
      return html(200, signInPage(request, session, step.people));
    case "refused client":
      return showProblem(world, request, step.problem);
    case "grant gone":
      return showProblem(
        world,
        request,
        "An error occurred",
        "The enhance_token has run out, or the grant is gone.",
      );
    case "grant of another":
      return showProblem(
        world,
        request,
        "An error occurred",
        `The grant is ${step.owner}'s: sign in as them.`,
      );
    case "no instance": {
      const more = `${step.person.name} is the administrator of no such organization.`;
      return showProblem(world, request, "An error occurred", more);
    }
    case "too many grants":
      return refuseConsent(world, session, "access_denied");
    case "missing apps":
      return html(200, backToAppPage(request, session, step.person, step.apps));
    case "pick org":
      return html(200, pickOrgPage(request, session, step.person, step.orgs));
    case "consent":
      return html(200, consentPage(request, session, step.person, step.orgs));
    case "consented before":
      return acceptConsent(world, session, step.consent);
  }
}

function toSession(request: EmulatedRequest, session: AuthorizeSession): Reply {
  const host = DATA_CENTERS[session.dataCenter].accountsHost;
  return redirect(303, linkTo(request, host, `/oauth/v2/auth/session?id=${session.id}`));
}

function sessionGone(): Reply {
  return html(400, errorPage("An error occurred", "This consent has ended. Start again from your app."));
}
