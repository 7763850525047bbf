import { invalidInput } from "../errors/invalid-input";
import { fingerprint } from "../errors/redact";
import { ZohoError } from "../errors/zoho-error";
import { isToken } from "../oauth/token-answer";
import { refreshRequest } from "../oauth/token-request";
import type { Connection } from "../vault/connection";
import { askForToken } from "./ask-for-token";
import { checkConnectionName, connectionId } from "./connection-id";
import type { Keeper } from "./connection-index";
import { type Consent, establish, type EstablishOptions } from "./establish";

/**
 * Connects with a refresh token that a person has from elsewhere. It is proven by refreshing it and by a call, and
 * only then in use; pasted once more it changes nothing and asks nothing of Zoho.
 *
 * @param refreshToken made for the client, data center and scopes of `consent`
 * @throws ZohoError `invalid_input`, `environment_forbidden`, `grant_known` where another connection has it or this one has replaced it,
 *   `grant_revoked` where Zoho does not take it, others of the token endpoint, those of `establish`
 */
export async function connectWithRefreshToken(
  options: EstablishOptions,
  consent: Omit<Consent, "brought">,
  refreshToken: string,
): Promise<Connection> {
  const name = checkConnectionName(consent.name);
  options.policies.checkExpected(name, consent.declared);
  const token = refreshToken.trim();
  if (!isToken(token))
    throw invalidInput("The refresh token", "is missing, or holds characters that none has");
  const { realm, dataCenter, clientId, clientSecret, scopes } = consent;
  const keeper = await options.connections.keeperOf(realm, fingerprint(token));
  const isOwn = keeper?.connection.id === connectionId(realm, name);
  if (keeper !== undefined && isOwn && keeper.as === "current") return keeper.connection;
  // One that could not be proven when it came may be brought again.
  if (keeper !== undefined && !(isOwn && keeper.as === "candidate")) throw keptAlready(name, keeper);
  const request = refreshRequest({ dataCenter, clientId, clientSecret }, token);
  const question = { grant: "refresh", dataCenter, connection: name, scopes } as const;
  const issued = await askForToken(options, realm, request, question);
  return establish(options, { ...consent, name, brought: { refreshToken: token } }, issued);
}

function keptAlready(name: string, { connection, as }: Keeper): ZohoError {
  const { name: owner, grantedAt } = connection;
  const since = as === "former" && grantedAt !== undefined ? new Date(grantedAt).toISOString() : undefined;
  return new ZohoError("grant_known", { connection: name, details: { owner, since } });
}
