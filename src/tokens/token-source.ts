import { LRUCache } from "lru-cache";
import { ZohoError } from "../errors/zoho-error";
import type { AccessRecord } from "../vault/vault";
import { type AccessToken, fromRecord, fromZoho, isUsable } from "./access-token";
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
  /** The newest version of each connection that Zoho has refused: its stored copy must not come back. */
  private readonly refusedVersions = new Map<string, number>();

  constructor(private readonly options: TokenSourceOptions) {
    this.tokens = new LRUCache({ max: options.maxTokens ?? 10_000 });
    this.flight = new TokenFlight(options);
  }

  /** The token in memory if it can be used, without any wait: the path of nearly every call. */
  cached(connectionId: string): AccessToken | undefined {
    const token = this.tokens.get(connectionId);
    return token !== undefined && isUsable(token, this.options.clock) ? token : undefined;
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
    return stored ?? this.issue(connectionId, "automatic", signal);
  }

  /** Another token instead of one that Zoho refused; the current one where it has been replaced already. */
  async renew(refused: AccessToken, signal?: AbortSignal): Promise<AccessToken> {
    const current = this.cached(refused.connectionId);
    if (current !== undefined && !isSame(current, refused)) return current;
    this.tokens.delete(refused.connectionId);
    this.refusedVersions.set(refused.connectionId, refused.version);
    return this.issue(refused.connectionId, "automatic", signal);
  }

  /** A new token because somebody asked for one; may use the two issues that the runtime leaves alone. */
  force(connectionId: string, signal?: AbortSignal): Promise<AccessToken> {
    return this.issue(connectionId, "forced", signal);
  }

  /** Takes over the token that came with a consent. */
  async adopt(connectionId: string, generation: number, issued: IssuedToken): Promise<AccessToken> {
    const token = await this.keep(connectionId, generation, issued);
    this.tokens.set(connectionId, token);
    return token;
  }

  /** Forgets all about the tokens of a connection whose grant was replaced or removed. */
  async forget(connectionId: string): Promise<void> {
    this.tokens.delete(connectionId);
    this.refusedVersions.delete(connectionId);
    this.flight.forget(connectionId);
    await this.options.vault.update("access", connectionId, () => undefined);
    await this.options.vault.update("budget", connectionId, () => undefined);
  }

  private issue(connectionId: string, kind: IssueKind, signal?: AbortSignal): Promise<AccessToken> {
    return this.flights.run(connectionId, () => this.fetch(connectionId, kind), signal);
  }

  private async load(connectionId: string): Promise<AccessToken | undefined> {
    const { vault, clock } = this.options;
    const [access, grant] = await Promise.all([
      vault.read("access", connectionId),
      vault.read("grant", connectionId),
    ]);
    if (access === undefined || access.generation !== grant?.generation) return undefined;
    if (access.version <= (this.refusedVersions.get(connectionId) ?? -1)) return undefined;
    const token = fromRecord(access, clock);
    if (!isUsable(token, clock)) return undefined;
    const newer = this.tokens.get(connectionId);
    if (newer !== undefined && newer.version > token.version) return newer;
    this.tokens.set(connectionId, token);
    return token;
  }

  private async fetch(connectionId: string, kind: IssueKind): Promise<AccessToken> {
    const { vault } = this.options;
    const record = await vault.read("grant", connectionId);
    if (record?.current === undefined) throw new ZohoError("not_connected", { connection: record?.name });
    const issued = await this.flight.fly(record, record.current, kind);
    const token = await this.keep(connectionId, record.generation, issued);
    const now = await vault.read("grant", connectionId);
    if (now?.generation === record.generation) this.tokens.set(connectionId, token);
    return token;
  }

  private async keep(id: string, generation: number, { answer, sentAt }: IssuedToken): Promise<AccessToken> {
    const facts = {
      id,
      generation,
      token: answer.accessToken,
      obtainedAt: sentAt,
      expiresAt: sentAt + answer.expiresInMs,
    };
    let record: AccessRecord = {
      ...facts,
      version: Math.max(sentAt, (this.tokens.get(id)?.version ?? 0) + 1),
    };
    try {
      await this.options.vault.update("access", id, (previous) => {
        if (previous !== undefined && previous.generation > generation) return previous;
        record = { ...record, version: Math.max(record.version, (previous?.version ?? 0) + 1) };
        return record;
      });
    } catch (error) {
      // A token that can't be stored is used all the same; it costs one more token call after a restart.
      this.options.log(
        `An access token could not be stored: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    return fromZoho(record, this.options.clock);
  }
}

function isSame(one: AccessToken, other: AccessToken): boolean {
  return one.generation === other.generation && one.version === other.version;
}
