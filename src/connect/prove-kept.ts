import { ZohoError } from "../errors/zoho-error";
import { clientCredentialsRequest, refreshRequest } from "../oauth/token-request";
import type { IssuedToken } from "../tokens/token-flight";
import type { Connection } from "../vault/connection";
import { grantPrint } from "../vault/grant";
import type { Grant, GrantRecord } from "../vault/vault";
import { askForToken } from "./ask-for-token";
import { retireCandidate, switchTo } from "./candidates";
import { type Consent, type EstablishOptions, isPinnedTo, settleCandidate } from "./establish";

/**
 * Proves a grant that was kept because Zoho could not be reached when it came, and switches to it.
 *
 * One that came by a link that was sent out, and for which nobody can be asked any more, is put into use only where
 * the name is pinned to its org and person already.
 *
 * @param print only this candidate; another one is somebody else's to prove
 * @returns undefined where no such candidate waits
 * @throws ZohoError `consent_unproven` where Zoho still can't be reached; `grant_revoked`, `pinned_elsewhere`,
 *   `consent_unconfirmed` and others where the candidate is given up; those of the vault
 */
export async function proveKept(
  options: EstablishOptions,
  id: string,
  print?: string,
): Promise<Connection | undefined> {
  const before = await options.vault.read("grant", id);
  const grant = before?.candidate;
  if (before === undefined || grant === undefined) return undefined;
  const needs = before.candidateTerms?.needs ?? ["proof"];
  const isOther = print !== undefined && grantPrint(grant) !== print;
  if (isOther || !needs.includes("proof")) return undefined;
  const issued = await tokenFor(options, before, grant).catch(async (error: unknown) => {
    const isDead = error instanceof ZohoError && error.code === "grant_revoked";
    if (isDead) await retireCandidate(options, id, grant);
    throw error;
  });
  return settleCandidate(options, consentOf(before, grant), { id, grant, before, issued }, async (proven) => {
    if (needs.includes("confirmation") && !isPinnedTo(proven)) {
      const problem = "Zoho could not be reached while its person was there";
      throw new ZohoError("consent_unconfirmed", { connection: before.name, details: { problem } });
    }
    return switchTo(options, proven);
  });
}

async function tokenFor(options: EstablishOptions, record: GrantRecord, grant: Grant): Promise<IssuedToken> {
  const { realm, clientId, name: connection } = record;
  const { dataCenter, scopes } = grant;
  const clientSecret = options.clientSecrets.secretOf(realm, clientId, dataCenter) ?? record.clientSecret;
  const client = { dataCenter, clientId, clientSecret };
  const isRefresh = grant.refreshToken !== undefined;
  const request = isRefresh
    ? refreshRequest(client, grant.refreshToken)
    : clientCredentialsRequest(client, grant);
  const question = {
    grant: isRefresh ? "refresh" : "client credentials",
    dataCenter,
    connection,
    scopes,
  } as const;
  return askForToken(options, realm, request, question);
}

/** What the candidate was when it came. */
function consentOf(record: GrantRecord, { dataCenter, scopes, pins }: Grant): Consent {
  const { realm, name, clientId, clientSecret, candidateTerms } = record;
  const elsewhere = candidateTerms?.elsewhere;
  return { realm, name, clientId, clientSecret, dataCenter, scopes, declared: pins, elsewhere };
}
