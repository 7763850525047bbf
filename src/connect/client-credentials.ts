import { invalidInput } from "../errors/invalid-input";
import { clientCredentialsRequest } from "../oauth/token-request";
import type { Connection } from "../vault/connection";
import type { Pins } from "../vault/vault";
import { askForToken } from "./ask-for-token";
import { checkConnectionName } from "./connection-id";
import { type Consent, establish, type EstablishOptions } from "./establish";

/** `{service}.{org ID}`, e.g. `ZohoCRM.1234567` (Zoho Accounts: Self Client, client credentials flow). */
const SOID = /^([A-Za-z][A-Za-z0-9]*)\.([A-Za-z0-9]+)$/;

/** Services whose org ID in a `soid` is the one that a proof finds. */
const SERVICES_WITH_PROVEN_ORG: readonly string[] = ["zohocrm", "zohobigin"];

/**
 * Connects as a Self Client that needs no consent: nobody signs in, there is no refresh token, and no slot of the 20
 * is taken. The connection asks for another access token with the client's secret whenever it needs one.
 *
 * @param consent its client must be a Self Client with its secret
 * @param soid `{service}.{org ID}`, several by commas; empty for the few apps that need none, as Cliq
 * @throws ZohoError `invalid_input`, `environment_forbidden`, `wrong_org` where the app needs a `soid`, others of the token endpoint, those of
 *   `establish`
 */
export async function connectWithClientCredentials(
  options: EstablishOptions,
  consent: Omit<Consent, "brought">,
  soid: string,
): Promise<Connection> {
  const name = checkConnectionName(consent.name);
  const { realm, dataCenter, clientId, clientSecret, scopes } = consent;
  options.policies.checkExpected(name, consent.declared);
  const org = orgIn(soid);
  const request = clientCredentialsRequest(
    { dataCenter, clientId, clientSecret },
    { scopes, soid: org.soid },
  );
  const question = { grant: "client credentials", dataCenter, connection: name, scopes } as const;
  const issued = await askForToken(options, realm, request, question);
  const declared = declaredPins(consent.declared, org.orgId);
  return establish(options, { ...consent, name, declared, brought: { soid: org.soid } }, issued);
}

function orgIn(soid: string): { readonly soid: string; readonly orgId?: string } {
  const parts = soid.split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  const orgs = parts.map((part) => {
    const [, service = "", orgId = ""] = SOID.exec(part) ?? [];
    if (orgId === "")
      throw invalidInput("The soid", "must be a service and an org ID, such as ZohoCRM.1234567");
    return { service: service.toLowerCase(), orgId };
  });
  const proven = orgs.find(({ service }) => SERVICES_WITH_PROVEN_ORG.includes(service));
  return { soid: parts.join(","), ...(proven !== undefined && { orgId: proven.orgId }) };
}

/** The org that the `soid` names is expected, so that a token for another one is refused with both names. */
function declaredPins(declared: Pins | undefined, orgId: string | undefined): Pins | undefined {
  return orgId === undefined ? declared : { ...declared, level: "declared", orgId };
}
