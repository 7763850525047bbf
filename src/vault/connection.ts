import type { DataCenterCode } from "../zoho/data-centers";
import type { Environment } from "../zoho/environments";
import type { Realm } from "../zoho/realm";
import type { GrantRecord, Pins } from "./vault";

/** A connection as everything above the vault sees it: no secret. */
export interface Connection {
  readonly id: string;
  readonly realm: Realm;
  readonly name: string;
  readonly clientId: string;
  readonly generation: number;
  readonly connected: boolean;
  readonly dataCenter: DataCenterCode;
  /** Where its calls go; Production where nobody knows better. */
  readonly environment: Environment;
  readonly scopes: readonly string[];
  readonly pins: Pins;
  /** Milliseconds since 1970; absent where it has never been connected. */
  readonly grantedAt?: number;
}

/** What may be known of a record outside the vault. */
export function connectionOf(record: GrantRecord): Connection {
  const grant = record.current;
  const pins = grant?.pins ?? { level: "unknown" };
  return {
    id: record.id,
    realm: record.realm,
    name: record.name,
    clientId: record.clientId,
    generation: record.generation,
    connected: grant !== undefined,
    dataCenter: grant?.dataCenter ?? "us",
    environment: pins.environment ?? "Production",
    scopes: grant?.scopes ?? [],
    pins,
    ...(grant !== undefined && { grantedAt: grant.grantedAt }),
  };
}
