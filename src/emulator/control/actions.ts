import {
  type AccessToken,
  type Consent,
  consentKey,
  killFamily,
  killRefreshToken,
} from "../accounts/token-store";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import { orgLabel } from "../people/person";
import type { World } from "../world";
import { ControlError, jsonObject, optionalText } from "./json-body";

const ACTIONS = ["evictAccessTokens", "expireAccessTokens", "revokeGrants"] as const;

/**
 * `POST actions`: what happens to tokens behind an app's back, of one person or org or of all.
 * `evictAccessTokens` and `expireAccessTokens` kill access tokens; `revokeGrants` also kills refresh tokens, as
 * somebody does who removes the app in Zoho Accounts, or changes their password and removes connected apps with it.
 * What an administrator granted for a whole org outlives that: only the org, or nobody in particular, loses it.
 */
export function runAction(world: World, request: EmulatedRequest): Reply {
  const body = jsonObject(request, ["action", "person", "org"]);
  const action = ACTIONS.find((name) => name === body["action"]);
  if (action === undefined) throw new ControlError(`"action" is one of ${ACTIONS.join(", ")}`);
  const isMeant = selection(world, optionalText(body, "person"), optionalText(body, "org"));
  const { refresh, access } = world.tokens;
  const now = world.clock.now();
  const accessTokens = [...access.values()].filter((token) => isMeant(token.consent));
  const isLive = ({ expiresAt }: AccessToken): boolean => expiresAt > now;
  world.touch();
  if (action !== "revokeGrants") {
    for (const token of accessTokens) access.delete(token.token);
    return json(200, { action, accessTokens: accessTokens.filter(isLive).length, refreshTokens: 0 });
  }
  const isPersonal = optionalText(body, "person") !== undefined;
  const dies = (consent: Consent): boolean => isMeant(consent) && !(isPersonal && consent.level === "org");
  const grants = [...refresh.values()].filter((token) => dies(token.consent));
  for (const grant of grants) {
    killRefreshToken(world.tokens, grant.token);
    world.consents.delete(consentKey(grant.consent));
  }
  const dead = accessTokens.filter((token) => dies(token.consent));
  for (const token of dead) killFamily(world.tokens, token.family);
  return json(200, { action, accessTokens: dead.filter(isLive).length, refreshTokens: grants.length });
}

type Selection = (consent: Consent) => boolean;

function selection(world: World, personName: string | undefined, orgText: string | undefined): Selection {
  const person =
    personName === undefined
      ? undefined
      : world.people.find((one) => [one.name, one.email, one.zuid].includes(personName));
  if (personName !== undefined && person === undefined)
    throw new ControlError(`nobody is named "${personName}"`);
  const all = world.people.flatMap((one) => one.orgs);
  const orgs =
    orgText === undefined
      ? undefined
      : all.filter((org) => [org.id, orgLabel(org), org.name, org.environment].includes(orgText));
  if (orgs?.length === 0) throw new ControlError(`no org is named "${orgText ?? ""}"`);
  return (consent) =>
    (person === undefined || consent.zuid === person.zuid) &&
    (orgs === undefined || orgs.some((org) => Object.values(consent.orgIds).includes(org.id)));
}
