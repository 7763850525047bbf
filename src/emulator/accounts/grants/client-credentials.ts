import { parseScopes } from "../../../zoho/scopes";
import { basis } from "../../basis/basis";
import { pickedProducts } from "../../people/org-products";
import { orgsOfSoid } from "../../people/soid";
import { issueAccessToken } from "../issue-tokens";
import { unknownScopes } from "../known-scopes";
import { noteConsent } from "../note-consent";
import { tokenAnswer } from "../token-answer";
import { tokenError } from "../token-error";
import type { Consent } from "../token-store";
import type { Grant } from "./grant";

/**
 * An access token for the credentials of a Self Client alone: it is its owner's, so nobody consents. A Sandbox or
 * Developer org is named by its own ID. Zoho: Self Client, client credentials flow; CRM v8, Kaizen #164.
 */
export const clientCredentials: Grant = {
  grant: "client_credentials",
  what: "a Self Client gets an access token for the org that soid names; never a refresh token",
  basis: basis("oauth 4.2", "documented"),

  answer({ world, dataCenter, client, parameters, request }) {
    const scopes = parseScopes(parameters.get("scope") ?? "");
    if (scopes.length === 0 || unknownScopes(scopes).length > 0) {
      return tokenError(world, request, "invalid_scope");
    }
    // What a soid that names no org is answered with is undocumented: it is as good as none.
    const orgs = orgsOfSoid(world.orgById, dataCenter, parameters.get("soid") ?? "");
    const missing = pickedProducts(scopes).filter(
      (product) => orgs?.some((org) => org.product === product) !== true,
    );
    if (orgs === undefined || missing.length > 0) return tokenError(world, request, "missing_org_info");
    const owner = orgs[0]?.users[0]?.zuid ?? world.people.find((one) => one.dataCenter === dataCenter)?.zuid;
    const consent: Consent = {
      clientId: client.clientId,
      dataCenter,
      zuid: owner ?? "",
      orgIds: Object.fromEntries(orgs.map((org) => [org.product, org.id])),
      scopes,
    };
    noteConsent(world, request.facts, consent);
    return tokenAnswer(world, issueAccessToken(world, consent, undefined));
  },
};
