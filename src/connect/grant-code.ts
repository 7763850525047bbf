import { processTokenAnswer } from "../oauth/token-answer";
import { grantCodeRequest } from "../oauth/token-request";
import { ZohoError } from "../errors/zoho-error";
import { explainFailure } from "../transport/explain-failure";
import { TransportError } from "../transport/transport";
import type { Connection } from "../vault/connection";
import { type Consent, establish, type EstablishOptions } from "./establish";

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
  const sentAt = options.clock.now();
  const sentAtMonotonic = options.clock.monotonic();
  const { dataCenter, clientId, clientSecret } = consent;
  const request = grantCodeRequest({ dataCenter, clientId, clientSecret }, code);
  let response;
  try {
    response = await options.transport(consent.realm)(request);
  } catch (error) {
    if (error instanceof TransportError && error.maybeSent) {
      throw new ZohoError("grant_code_lost", {
        connection: consent.name,
        details: { host: request.url.host, problem: error.code },
      });
    }
    throw explainFailure(error, { ...request, repeat: "safe" });
  }
  const answer = processTokenAnswer(response, {
    grant: "code",
    dataCenter,
    connection: consent.name,
    scopes: consent.scopes,
    ...(code.redirectUri !== undefined && { redirectUri: code.redirectUri }),
    now: options.clock.now(),
  });
  return establish(options, consent, { answer, sentAt, sentAtMonotonic });
}
