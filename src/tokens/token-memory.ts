import { LRUCache } from "lru-cache";
import { type AccessToken, isNewerToken } from "./access-token";

type TokenVersion = Pick<AccessToken, "generation" | "version">;

/** The access tokens that this process has at hand, and what it knows against others. */
export class TokenMemory {
  private readonly tokens: LRUCache<string, AccessToken>;
  /** The newest token of each connection that Zoho has refused: its stored copy must not come back. */
  private readonly refused = new Map<string, TokenVersion>();
  /** Generations that took the place of others in this process: a token of an earlier one comes too late. */
  private readonly succeededBy = new Map<string, number>();

  /** @param max how many tokens are kept */
  constructor(max: number) {
    this.tokens = new LRUCache({ max });
  }

  get(connectionId: string): AccessToken | undefined {
    return this.tokens.get(connectionId);
  }

  /** @returns false where the token was not kept, because its grant has been replaced */
  put(token: AccessToken): boolean {
    const { connectionId, generation } = token;
    if (generation < (this.succeededBy.get(connectionId) ?? 0)) return false;
    this.tokens.set(connectionId, token);
    return true;
  }

  /** Answers come back in any order: the refusal of an older token must not hide that of a newer one. */
  refuse({ connectionId, generation, version }: AccessToken): void {
    const known = this.refused.get(connectionId);
    if (known === undefined || isNewerToken({ generation, version }, known))
      this.refused.set(connectionId, { generation, version });
  }

  isRefused(connectionId: string, token: TokenVersion): boolean {
    const refused = this.refused.get(connectionId);
    return refused !== undefined && !isNewerToken(token, refused);
  }

  /** A refused token of a dead grant is of no use to any call. */
  dropRefused(connectionId: string): void {
    const token = this.tokens.get(connectionId);
    if (token !== undefined && this.isRefused(connectionId, token)) this.tokens.delete(connectionId);
  }

  /** The version that the next token of a connection must be above. */
  newestVersion(connectionId: string): number {
    return Math.max(
      this.tokens.get(connectionId)?.version ?? 0,
      this.refused.get(connectionId)?.version ?? 0,
    );
  }

  /**
   * Forgets what is known of former grants.
   *
   * @param generation of the new grant, or undefined where there is none any more
   */
  forget(connectionId: string, generation: number | undefined): void {
    for (const known of [this.tokens, this.refused]) {
      if ((known.get(connectionId)?.generation ?? 0) < (generation ?? Infinity)) known.delete(connectionId);
    }
    if (generation === undefined) this.succeededBy.delete(connectionId);
    else this.succeededBy.set(connectionId, Math.max(generation, this.succeededBy.get(connectionId) ?? 0));
  }
}
