import { grantCodeRequest } from "../oauth/token-request";
import { ZohoError } from "../errors/zoho-error";
import type { Connection } from "../vault/connection";
import { connectionId } from "./connection-id";
import type { IssuedToken } from "../tokens/token-flight";
import { askForToken } from "./ask-for-token";
import { type Consent, establish, type EstablishOptions } from "./establish";
import { makeRoom } from "./make-room";

/** A grant code and what belongs to it: a Self Client code has neither redirect URI nor verifier. */
export interface GrantCode {
  readonly code: string;
  readonly redirectUri?: string;
  readonly codeVerifier?: string;
}

/**
 * Exchanges a grant code and makes a connection of it. The code is tried once: after a lost answer it is spent.
 *
 * @throws ZohoError `grant_code_invalid` and others of the token endpoint, those of `establish`
 */
export async function connectWithCode(
  options: EstablishOptions,
  consent: Consent,
  code: GrantCode,
): Promise<Connection> {
  return establish(options, consent, await exchangeCode(options, consent, code));
}

/**
 * Exchanges a grant code, once.
 *
 * @throws ZohoError `grant_code_invalid`, `grant_code_lost` and others of the token endpoint
 */
export async function exchangeCode(
  options: EstablishOptions,
  consent: Consent,
  code: GrantCode,
): Promise<IssuedToken> {
  const { realm, name: connection, dataCenter, clientId, clientSecret, scopes } = consent;
  const { redirectUri } = code;
  options.policies.checkExpected(connection, consent.declared);
  const request = grantCodeRequest({ dataCenter, clientId, clientSecret }, code);
  // Now that the person has consented for sure, and before the grant is given that nothing must end.
  await makeRoom(options, { realm, clientId, id: connectionId(realm, connection) });
  const question = { grant: "code", dataCenter, connection, scopes } as const;
  return askForToken(
    options,
    realm,
    request,
    { ...question, ...(redirectUri !== undefined && { redirectUri }) },
    ({ code: problem }) =>
      new ZohoError("grant_code_lost", { connection, details: { host: request.url.host, problem } }),
  );
}
