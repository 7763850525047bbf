import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import type { AccessRecord, Vault } from "../vault/vault";
import { type AccessToken, fromAnswer, fromRecord } from "./access-token";
import type { IssuedToken } from "./token-flight";

export interface StoredTokensOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
}

/**
 * Access tokens as the vault keeps them, so that a restart or another process need not ask Zoho. None of them is
 * worth a failure: one that can't be read or stored costs a token call at most.
 */
export class StoredTokens {
  constructor(private readonly options: StoredTokensOptions) {}

  /**
   * @returns the stored token of that generation, or undefined where there is none
   * @throws ZohoError `vault_locked`
   */
  async read(connectionId: string, generation: number): Promise<AccessToken | undefined> {
    const access = await this.readRecord(connectionId);
    return access?.generation === generation ? fromRecord(access, this.options.clock) : undefined;
  }

  /**
   * Stores a token that Zoho has given. One that can't be stored is used all the same.
   *
   * @param newerThan the version of the token that it follows
   */
  async keep(id: string, generation: number, issued: IssuedToken, newerThan: number): Promise<AccessToken> {
    const { answer, sentAt, sentAtMonotonic } = issued;
    const came = this.options.clock.monotonic();
    let record: AccessRecord = {
      id,
      generation,
      version: Math.max(sentAt, newerThan + 1),
      token: answer.accessToken,
      obtainedAt: sentAt,
      expiresAt: sentAt + answer.expiresInMs,
    };
    await this.attempt("An access token could not be stored", () =>
      this.options.vault.update("access", id, (previous) => {
        if (previous !== undefined && previous.generation > generation) return previous;
        record = { ...record, version: Math.max(record.version, (previous?.version ?? 0) + 1) };
        return record;
      }),
    );
    return fromAnswer(record, { sent: sentAtMonotonic, came });
  }

  /** Removes a token whose grant was replaced while it was on its way. */
  async discard({ connectionId, generation }: AccessToken): Promise<void> {
    await this.attempt("The token of a former grant could not be removed", () =>
      this.options.vault.update("access", connectionId, (stored) =>
        stored?.generation === generation ? undefined : stored,
      ),
    );
  }

  /** Removes what is stored of generations before this one. */
  async remove(connectionId: string, before: number): Promise<void> {
    await this.attempt("The tokens of a former grant could not be removed", () =>
      this.options.vault.update("access", connectionId, (stored) =>
        stored !== undefined && stored.generation < before ? undefined : stored,
      ),
    );
  }

  private async readRecord(connectionId: string): Promise<AccessRecord | undefined> {
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

  private async attempt(otherwise: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.log(`${otherwise}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
