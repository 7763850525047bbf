import { fingerprint } from "../errors/redact";
import { ZohoError } from "../errors/zoho-error";
import { grantPrint, livesAtZoho } from "../vault/grant";
import type { GrantRecord, Pins } from "../vault/vault";
import type { DataCenterCode } from "../zoho/data-centers";
import type { Realm } from "../zoho/realm";
import { checkConnectionName, connectionId } from "./connection-id";
import { firstGeneration } from "./candidates";
import type { EstablishOptions } from "./establish";
import { wasForgotten } from "./forgotten-grants";

/** A connection declared as code, with its refresh token from the environment. */
export interface DeclaredGrant {
  readonly realm: Realm;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly dataCenter: DataCenterCode;
  readonly scopes: readonly string[];
  readonly pins: Pins;
  readonly refreshToken: string;
}

/**
 * What came of a declaration: its token is in use now; what is said about it was corrected; nothing was new; or this
 * connection was disconnected with that very token.
 */
export type Adoption = "adopted" | "corrected" | "known" | "forgotten";

/**
 * Takes over a declared refresh token, if it is new to the vault. Where this connection has it or had it before, a
 * person may have connected again since, and a restart must not go back to the old grant; nor to one that was
 * disconnected. (By hand it may still be pasted, see `connectWithRefreshToken`.) What is declared about the token in
 * use is corrected where Zoho has not told better.
 *
 * Asks nothing of Zoho; the first call shows whether the declaration is true.
 *
 * @returns `known` where this connection has or had the token, `forgotten` where it was disconnected with one
 * @throws ZohoError `invalid_input`, `environment_forbidden`, `name_taken`, `grant_known` where another connection has it, those of the vault
 */
export async function adoptDeclared(options: EstablishOptions, declared: DeclaredGrant): Promise<Adoption> {
  const name = checkConnectionName(declared.name);
  options.policies.checkExpected(name, declared.pins);
  const id = connectionId(declared.realm, name);
  const print = fingerprint(declared.refreshToken);
  const { realm } = declared;
  const keeper = await options.connections.keeperOf(realm, print);
  if (keeper !== undefined && keeper.connection.id !== id) {
    throw new ZohoError("grant_known", { connection: name, details: { owner: keeper.connection.name } });
  }
  if (keeper === undefined && (await wasForgotten(options.vault, realm, print))) return "forgotten";
  const outcome: { is: Adoption } = { is: "known" };
  const record = await options.vault.update("grant", id, (current) => {
    if (current !== undefined && current.clientId !== declared.clientId && current.current !== undefined) {
      throw new ZohoError("name_taken", { connection: name });
    }
    const correction = correctedBy(current, declared, print);
    if (correction !== undefined) {
      outcome.is = "corrected";
      return correction;
    }
    const seen = [current?.current, current?.candidate, ...(current?.retired ?? [])];
    const wasRevoked = current?.revoked?.includes(print) === true;
    if (wasRevoked || seen.some((grant) => grant !== undefined && grantPrint(grant) === print)) {
      // Another process may have adopted it between two calls.
      outcome.is = "known";
      return current;
    }
    outcome.is = "adopted";
    return adopted(current, declared, { id, name, now: options.clock.now() });
  });
  if (outcome.is !== "known" && record !== undefined) {
    await options.tokens.forget(id);
    options.refusals.forget(id);
    options.connections.remember(record);
  }
  return outcome.is;
}

/** The token in use with what is declared now; undefined where nothing differs, or where Zoho has told better. */
function correctedBy(
  current: GrantRecord | undefined,
  { dataCenter, pins }: DeclaredGrant,
  print: string,
): GrantRecord | undefined {
  const grant = current?.current;
  if (current === undefined || grant === undefined || grantPrint(grant) !== print) return undefined;
  const wasDeclared = grant.pins.level === "declared";
  const differs = (["environment", "orgId"] as const).some(
    (key) => (wasDeclared || pins[key] !== undefined) && pins[key] !== grant.pins[key],
  );
  const isProven = grant.pins.level === "verified";
  if (isProven || (grant.dataCenter === dataCenter && !differs)) return undefined;
  return { ...current, generation: current.generation + 1, current: { ...grant, dataCenter, pins } };
}

function adopted(
  current: GrantRecord | undefined,
  declared: DeclaredGrant,
  facts: { readonly id: string; readonly name: string; readonly now: number },
): GrantRecord {
  const { realm, clientId, clientSecret, dataCenter, scopes, pins, refreshToken } = declared;
  return {
    id: facts.id,
    realm,
    name: facts.name,
    clientId,
    ...(clientSecret !== undefined && { clientSecret }),
    generation: (current?.generation ?? firstGeneration(facts.now)) + 1,
    current: { refreshToken, dataCenter, scopes, pins, grantedAt: facts.now },
    ...(current?.revoked !== undefined && { revoked: current.revoked }),
    retired: [...(current?.retired ?? []), current?.candidate, current?.current].filter(livesAtZoho),
  };
}
