import { LRUCache } from "lru-cache";
import { ZohoError } from "../errors/zoho-error";
import type { AccessRecord, GrantRecord } from "../vault/vault";
import {
  type AccessToken,
  fromAnswer,
  fromRecord,
  isNewerToken,
  isSameToken,
  isUsable,
} from "./access-token";
import type { IssueKind } from "./budget";
import { SingleFlight } from "./single-flight";
import { type IssuedToken, TokenFlight, type TokenFlightOptions } from "./token-flight";

export interface TokenSourceOptions extends TokenFlightOptions {
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
  /** How many access tokens are kept in memory; 10,000 unless said otherwise. */
  readonly maxTokens?: number;
}

/**
 * Access tokens of all connections: from memory, else from the vault, else from Zoho, one request at a time for
 * each grant. A flight belongs to the runtime, not to the message that caused it, and its result counts only if
 * the grant has not been replaced meanwhile.
 */
export class TokenSource {
  private readonly tokens: LRUCache<string, AccessToken>;
  private readonly flights = new SingleFlight<AccessToken>();
  private readonly loads = new SingleFlight<AccessToken | undefined>();
  private readonly flight: TokenFlight;
  /** The newest token of each connection that Zoho has refused: its stored copy must not come back. */
  private readonly refused = new Map<string, Pick<AccessToken, "generation" | "version">>();
  /** Generations that took the place of others in this process: a token of an earlier one comes too late. */
  private readonly succeededBy = new Map<string, number>();

  constructor(private readonly options: TokenSourceOptions) {
    this.tokens = new LRUCache({ max: options.maxTokens ?? 10_000 });
    this.flight = new TokenFlight(options);
  }

  /** The token in memory if it can be used, without any wait: the path of nearly every call. */
  cached(connectionId: string): AccessToken | undefined {
    const token = this.tokens.get(connectionId);
    if (token === undefined || !isUsable(token, this.options.clock)) return undefined;
    // Who comes while a refused token is being renewed waits for its successor.
    return this.flights.has(connectionId) && this.isRefused(connectionId, token) ? undefined : token;
  }

  /**
   * A token that can be used.
   *
   * @param signal lets this caller go without ending the flight for others
   * @throws ZohoError `not_connected` and those of `TokenFlight.fly`
   */
  async get(connectionId: string, signal?: AbortSignal): Promise<AccessToken> {
    const cached = this.cached(connectionId);
    if (cached !== undefined) return cached;
    const stored = await this.loads.run(connectionId, () => this.load(connectionId), signal);
    // A flight may have landed while the vault was read.
    return stored ?? this.cached(connectionId) ?? this.issue(connectionId, "automatic", signal);
  }

  /**
   * Another token instead of one that Zoho refused; the current one where it has been replaced already. Where none is
   * to be had now, the refused one stays in use: other calls may do with it.
   *
   * @throws ZohoError as `get`
   */
  async renew(refused: AccessToken, signal?: AbortSignal): Promise<AccessToken> {
    const { connectionId, generation, version } = refused;
    const current = this.cached(connectionId);
    if (current !== undefined && !isSameToken(current, refused)) return current;
    // Answers come back in any order: the refusal of an older token must not hide that of a newer one.
    const known = this.refused.get(connectionId);
    if (known === undefined || isNewerToken(refused, known))
      this.refused.set(connectionId, { generation, version });
    return this.issue(connectionId, "automatic", signal);
  }

  /** A new token because somebody asked for one; may use the two issues that the runtime leaves alone. */
  async force(connectionId: string, signal?: AbortSignal): Promise<AccessToken> {
    try {
      return await this.issue(connectionId, "forced", signal);
    } catch (error) {
      if (!(error instanceof ZohoError) || error.code !== "token_budget") throw error;
      // It may have joined a flight of the runtime, whose share is smaller.
      return this.issue(connectionId, "forced", signal);
    }
  }

  /** Takes over the token that came with a consent. */
  async adopt(connectionId: string, generation: number, issued: IssuedToken): Promise<AccessToken> {
    const token = await this.keep(connectionId, generation, issued);
    this.put(token);
    return token;
  }

  /**
   * Forgets all about the tokens of a connection whose grant was replaced or removed.
   *
   * @param generation of the new grant: of consents that end at the same moment, the earlier one may forget last
   */
  async forget(connectionId: string, generation?: number): Promise<void> {
    const before = generation ?? Infinity;
    for (const known of [this.tokens, this.refused]) {
      if ((known.get(connectionId)?.generation ?? 0) < before) known.delete(connectionId);
    }
    if (generation === undefined) this.succeededBy.delete(connectionId);
    else this.succeededBy.set(connectionId, Math.max(generation, this.succeededBy.get(connectionId) ?? 0));
    // What stays behind belongs to a former generation and is never used again.
    await this.attempt("The tokens of a former grant could not be removed", async () => {
      await this.flight.forget(connectionId);
      await this.options.vault.update("access", connectionId, (stored) =>
        stored !== undefined && stored.generation < before ? undefined : stored,
      );
    });
  }

  private async issue(connectionId: string, kind: IssueKind, signal?: AbortSignal): Promise<AccessToken> {
    try {
      return await this.flights.run(connectionId, () => this.fetch(connectionId, kind), signal);
    } catch (error) {
      // All who waited get the same failure; what one adds to it is not for the others.
      throw error instanceof ZohoError ? error.copy() : error;
    }
  }

  private async load(connectionId: string): Promise<AccessToken | undefined> {
    const { vault, clock } = this.options;
    const [access, grant] = await Promise.all([
      this.readAccess(connectionId),
      vault.read("grant", connectionId),
    ]);
    if (access === undefined || access.generation !== grant?.generation) return undefined;
    if (this.isRefused(connectionId, access)) return undefined;
    const token = fromRecord(access, clock);
    if (!isUsable(token, clock)) return undefined;
    const present = this.tokens.get(connectionId);
    // What this process knows of a token's age by its own clock counts more than a wall clock that was set back.
    if (present !== undefined && !isNewerToken(token, present)) return this.cached(connectionId);
    return this.put(token) ? token : undefined;
  }

  /** A token that can't be read is no loss: another costs one token call. */
  private async readAccess(connectionId: string): Promise<AccessRecord | undefined> {
    const { vault } = this.options;
    try {
      return await vault.read("access", connectionId);
    } catch (error) {
      if (!(error instanceof ZohoError) || error.code !== "vault_damaged") throw error;
      await this.attempt("A damaged access token could not be removed", () =>
        vault.discardDamaged("access", connectionId),
      );
      return undefined;
    }
  }

  /** Asks Zoho. Where the grant is replaced meanwhile, the answer is worth nothing and the new grant is asked. */
  private async fetch(connectionId: string, kind: IssueKind): Promise<AccessToken> {
    const record = await this.options.vault.read("grant", connectionId);
    if (record?.current === undefined) throw new ZohoError("not_connected", { connection: record?.name });
    let issued: IssuedToken;
    try {
      issued = await this.flight.fly(record, record.current, kind);
    } catch (error) {
      if (await this.isReplaced(record)) return this.ofNewGrant(record, kind);
      if (error instanceof ZohoError && error.class === "expired_token") this.dropRefused(connectionId);
      throw error;
    }
    const token = await this.keep(connectionId, record.generation, issued);
    if (!(await this.isReplaced(record)) && this.put(token)) return token;
    await this.discard(token);
    return this.ofNewGrant(record, kind);
  }

  /** @returns false where the token was not kept, because its grant has been replaced */
  private put(token: AccessToken): boolean {
    const { connectionId, generation } = token;
    if (generation < (this.succeededBy.get(connectionId) ?? 0)) return false;
    this.tokens.set(connectionId, token);
    return true;
  }

  /** The token that came with the consent for the new grant, else one that it is asked for. */
  private async ofNewGrant(old: GrantRecord, kind: IssueKind): Promise<AccessToken> {
    const token = this.cached(old.id) ?? (await this.load(old.id));
    return token !== undefined && token.generation !== old.generation ? token : this.fetch(old.id, kind);
  }

  private isRefused(connectionId: string, token: Pick<AccessToken, "generation" | "version">): boolean {
    const refused = this.refused.get(connectionId);
    return refused !== undefined && !isNewerToken(token, refused);
  }

  /** A refused token of a dead grant is of no use to any call. */
  private dropRefused(connectionId: string): void {
    const token = this.tokens.get(connectionId);
    if (token !== undefined && this.isRefused(connectionId, token)) this.tokens.delete(connectionId);
  }

  private async isReplaced(record: GrantRecord): Promise<boolean> {
    try {
      const now = await this.options.vault.read("grant", record.id);
      return now?.generation !== record.generation;
    } catch {
      // What can't be read was not replaced just now.
      return false;
    }
  }

  private async discard(token: AccessToken): Promise<void> {
    await this.attempt("The token of a former grant could not be removed", () =>
      this.options.vault.update("access", token.connectionId, (stored) =>
        stored?.generation === token.generation ? undefined : stored,
      ),
    );
  }

  private async keep(id: string, generation: number, issued: IssuedToken): Promise<AccessToken> {
    const { answer, sentAt, sentAtMonotonic } = issued;
    const came = this.options.clock.monotonic();
    const before = Math.max(this.tokens.get(id)?.version ?? 0, this.refused.get(id)?.version ?? 0);
    let record: AccessRecord = {
      id,
      generation,
      version: Math.max(sentAt, before + 1),
      token: answer.accessToken,
      obtainedAt: sentAt,
      expiresAt: sentAt + answer.expiresInMs,
    };
    // A token that can't be stored is used all the same; it costs one more token call after a restart.
    await this.attempt("An access token could not be stored", () =>
      this.options.vault.update("access", id, (previous) => {
        if (previous !== undefined && previous.generation > generation) return previous;
        record = { ...record, version: Math.max(record.version, (previous?.version ?? 0) + 1) };
        return record;
      }),
    );
    return fromAnswer(record, { sent: sentAtMonotonic, came });
  }

  private async attempt(otherwise: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.log(`${otherwise}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
