import type { CancelSignal } from "../time/cancel-signal";
import { ZohoError } from "../errors/zoho-error";
import type { GrantRecord } from "../vault/vault";
import { type AccessToken, isAlive, isNewerToken, isSameToken, isUsable } from "./access-token";
import { type IssueKind, SHARE } from "./budget";
import { BudgetBook } from "./budget-book";
import { DeathWatch } from "./death-watch";
import { RefreshAhead } from "./refresh-ahead";
import { SingleFlight } from "./single-flight";
import { StoredTokens } from "./stored-tokens";
import { TokenMemory } from "./token-memory";
import { type IssuedToken, TokenFlight, type TokenFlightOptions } from "./token-flight";

export interface TokenSourceOptions extends TokenFlightOptions {
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
  /** From 0 to below 1; spreads the times at which tokens are renewed. */
  readonly random: () => number;
  /** How many access tokens are kept in memory; 10,000 unless said otherwise. */
  readonly maxTokens?: number;
}

/**
 * Access tokens of all connections: from memory, else from the vault, else from Zoho, one request at a time for
 * each grant. A flight belongs to the runtime, not to the message that caused it, and its result counts only if
 * the grant has not been replaced meanwhile.
 */
export class TokenSource {
  /** Where issues are counted. */
  readonly budgets: BudgetBook;
  private readonly tokens: TokenMemory;
  private readonly flights = new SingleFlight<AccessToken>();
  private readonly loads = new SingleFlight<AccessToken | undefined>();
  private readonly flight: TokenFlight;
  private readonly stored: StoredTokens;
  private readonly deaths: DeathWatch;
  private readonly ahead: RefreshAhead;
  /** Whose share each flight that is in the air may use. */
  private readonly kinds = new Map<string, IssueKind>();

  constructor(private readonly options: TokenSourceOptions) {
    this.tokens = new TokenMemory(options.maxTokens ?? 10_000);
    this.budgets = new BudgetBook(options.vault);
    this.flight = new TokenFlight(options, this.budgets);
    this.deaths = new DeathWatch({ ...options, budgets: this.budgets });
    this.stored = new StoredTokens(options);
    this.ahead = new RefreshAhead({
      ...options,
      renew: ({ connectionId }) => this.issue(connectionId, "ahead"),
      look: ({ connectionId }) => this.loads.run(connectionId, () => this.load(connectionId)),
    });
  }

  /** The token in memory if it can be used, without any wait: the path of nearly every call. */
  cached(connectionId: string): AccessToken | undefined {
    const token = this.usable(connectionId);
    if (token === undefined || this.ahead.isUnseen(token)) return undefined;
    this.ahead.used(token);
    return token;
  }

  /** The same although there may be a newer one in the vault. */
  private usable(connectionId: string): AccessToken | undefined {
    const token = this.tokens.get(connectionId);
    if (token === undefined || !isUsable(token, this.options.clock)) return undefined;
    // Who comes while a refused token is being renewed waits for its successor.
    const isBeingReplaced = this.flights.has(connectionId) && this.tokens.isRefused(connectionId, token);
    return isBeingReplaced ? undefined : token;
  }

  /**
   * A token that can be used.
   *
   * @param signal lets this caller go without ending the flight for others
   * @throws ZohoError `not_connected` and those of `TokenFlight.fly`
   */
  async get(connectionId: string, signal?: CancelSignal): Promise<AccessToken> {
    const cached = this.cached(connectionId);
    if (cached !== undefined) return cached;
    const stored = await this.loadOrKeep(connectionId, signal);
    // A flight may have landed while the vault was read.
    return stored ?? this.cached(connectionId) ?? this.issueOrLast(connectionId, signal);
  }

  /** What is in the vault; where that can't be read, what is in memory must do. */
  private async loadOrKeep(connectionId: string, signal?: CancelSignal): Promise<AccessToken | undefined> {
    try {
      return await this.loads.run(connectionId, () => this.load(connectionId), signal);
    } catch (error) {
      const present = this.usable(connectionId);
      if (present === undefined || signal?.aborted === true) throw error;
      return present;
    }
  }

  /** Another token; where none is to be had in the last minute of the present one, that does until its end. */
  private async issueOrLast(connectionId: string, signal?: CancelSignal): Promise<AccessToken> {
    try {
      return await this.issue(connectionId, "automatic", signal);
    } catch (error) {
      const last = this.tokens.get(connectionId);
      const mendsItself = error instanceof ZohoError && error.class !== "expired_token";
      if (!mendsItself || last === undefined || !isAlive(last, this.options.clock)) throw error;
      if (this.tokens.isRefused(connectionId, last)) throw error;
      return last;
    }
  }

  /**
   * Another token instead of one that Zoho refused; the current one where it has been replaced already. Where none is
   * to be had now, the refused one stays in use: other calls may do with it.
   *
   * @throws ZohoError as `get`
   */
  async renew(refused: AccessToken, signal?: CancelSignal): Promise<AccessToken> {
    const { connectionId } = refused;
    const current = this.usable(connectionId);
    if (current !== undefined && !isSameToken(current, refused)) return current;
    this.tokens.refuse(refused);
    return this.issue(connectionId, "automatic", signal);
  }

  /** Zoho took the successor of a token where it had refused that: the refused one was dead. */
  replaced(refused: AccessToken, successor: AccessToken): void {
    if (refused.generation === successor.generation) this.deaths.died(refused);
  }

  /** A new token because somebody asked for one; may use the two issues that the runtime leaves alone. */
  force(connectionId: string, signal?: CancelSignal): Promise<AccessToken> {
    return this.issue(connectionId, "forced", signal);
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
    this.tokens.forget(connectionId, generation);
    this.deaths.forget(connectionId);
    this.ahead.forget(connectionId);
    // What stays behind belongs to a former generation and is never used again.
    await this.flight.forget(connectionId, before).catch((error: unknown) => {
      this.options.log(`What was counted of a former grant could not be removed: ${String(error)}`);
    });
    await this.stored.remove(connectionId, before);
  }

  private async issue(connectionId: string, kind: IssueKind, signal?: CancelSignal): Promise<AccessToken> {
    for (;;) {
      const joined = this.flights.has(connectionId) ? this.kinds.get(connectionId) : undefined;
      if (joined === undefined) this.kinds.set(connectionId, kind);
      try {
        return await this.fly(connectionId, kind, signal);
      } catch (error) {
        // Who joined a flight of somebody whose share is smaller has a share of its own.
        const hasMore = joined !== undefined && SHARE[kind] > SHARE[joined];
        if (!hasMore || !(error instanceof ZohoError) || error.code !== "token_budget") throw error;
      }
    }
  }

  private async fly(connectionId: string, kind: IssueKind, signal?: CancelSignal): Promise<AccessToken> {
    try {
      return await this.flights.run(connectionId, () => this.fetch(connectionId, kind), signal);
    } catch (error) {
      // All who waited get the same failure; what one adds to it is not for the others.
      throw error instanceof ZohoError ? error.copy() : error;
    }
  }

  private async load(connectionId: string): Promise<AccessToken | undefined> {
    const grant = await this.options.vault.read("grant", connectionId);
    return grant === undefined ? undefined : this.adoptStored(grant);
  }

  /** The token in the vault where it can be used and is newer than what is in memory: another process has asked. */
  private async adoptStored({ id, generation }: GrantRecord): Promise<AccessToken | undefined> {
    const token = await this.stored.read(id, generation);
    const present = this.tokens.get(id);
    // What this process knows of a token's age by its own clock counts more than a wall clock that was set back.
    if (present !== undefined && (token === undefined || !isNewerToken(token, present))) {
      this.ahead.seen(present);
      return undefined;
    }
    if (token === undefined || this.tokens.isRefused(id, token) || !isUsable(token, this.options.clock))
      return undefined;
    return this.put(token) ? token : undefined;
  }

  /**
   * Asks Zoho while no other process does for this connection. Who had to wait finds what the other has got.
   */
  private fetch(connectionId: string, kind: IssueKind): Promise<AccessToken> {
    return this.options.vault.exclusively(connectionId, () => this.fetchAlone(connectionId, kind));
  }

  /** Where the grant is replaced meanwhile, the answer is worth nothing and the new grant is asked. */
  private async fetchAlone(connectionId: string, kind: IssueKind): Promise<AccessToken> {
    const record = await this.options.vault.read("grant", connectionId);
    if (record?.current === undefined) throw new ZohoError("not_connected", { connection: record?.name });
    // Who asks on purpose wants a new one.
    const found = kind === "forced" ? undefined : await this.adoptStored(record);
    if (found !== undefined) return found;
    let issued: IssuedToken;
    try {
      issued = await this.flight.fly(record, record.current, kind);
    } catch (error) {
      if (await this.isReplaced(record)) return this.ofNewGrant(record, kind);
      if (error instanceof ZohoError && error.class === "expired_token")
        this.tokens.dropRefused(connectionId);
      throw error;
    }
    const token = await this.keep(connectionId, record.generation, issued);
    if (!(await this.isReplaced(record)) && this.put(token)) return token;
    await this.stored.discard(token);
    return this.ofNewGrant(record, kind);
  }

  /** @returns false where the token was not kept, because its grant has been replaced */
  private put(token: AccessToken): boolean {
    const isKept = this.tokens.put(token);
    if (isKept) this.ahead.seen(token);
    return isKept;
  }

  /** The token that came with the consent for the new grant, else one that it is asked for. */
  private async ofNewGrant(old: GrantRecord, kind: IssueKind): Promise<AccessToken> {
    const token = this.usable(old.id);
    return token !== undefined && token.generation !== old.generation ? token : this.fetchAlone(old.id, kind);
  }

  private keep(id: string, generation: number, issued: IssuedToken): Promise<AccessToken> {
    return this.stored.keep(id, generation, issued, this.tokens.newestVersion(id));
  }

  private async isReplaced(record: GrantRecord): Promise<boolean> {
    // What can't be read was not replaced just now.
    const now = await this.options.vault.read("grant", record.id).catch(() => record);
    return now?.generation !== record.generation;
  }
}
