import type { ClientSecrets } from "../tokens/client-secrets";
import type { StartRecord } from "../vault/vault";
import type { DataCenterCode } from "../zoho/data-centers";
import type { Consent } from "./establish";

/**
 * What a start becomes once its person has consented.
 *
 * @param dataCenter where that person's account is
 */
export function consentOf(
  record: StartRecord,
  dataCenter: DataCenterCode,
  clientSecrets: ClientSecrets,
): Consent {
  const { realm, clientId, connectionName: name, scopes, expected, elsewhere } = record;
  const clientSecret = secretOf(record, dataCenter, clientSecrets);
  return { realm, name, clientId, clientSecret, dataCenter, scopes, declared: expected, elsewhere };
}

/**
 * The secret that a start began with is that of the data center where it began; another may have one of its own
 * (Zoho Accounts: multi-DC).
 */
export function secretOf(
  record: StartRecord,
  dataCenter: DataCenterCode,
  clientSecrets: ClientSecrets,
): string | undefined {
  const deployed = clientSecrets.secretOf(record.realm, record.clientId, dataCenter);
  return dataCenter === record.dataCenter
    ? (record.clientSecret ?? deployed)
    : (record.otherSecrets?.[dataCenter] ?? deployed ?? record.clientSecret);
}
