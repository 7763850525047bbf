import { messageOf } from "../errors/message-of";
import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import type { ZohoTime } from "../time/zoho-time";
import type { AccessRecord, Vault } from "../vault/vault";
import { type AccessToken, fromAnswer, fromRecord } from "./access-token";
import type { IssuedToken } from "./token-flight";

export interface StoredTokensOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly zohoTime: ZohoTime;
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
}

/** Clocks that differ by less agree, milliseconds. */
const AGREE_MS = 5_000;

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
    if (access?.generation !== generation) return undefined;
    const { clock, zohoTime } = this.options;
    const now = zohoTime.now();
    // Before Zoho has answered, the clock may be as wrong as when the token was stored, or have been put right since.
    const mayBe = zohoTime.offset() === undefined ? [now, now + (access.clockOffset ?? 0)] : [now];
    return fromRecord(access, clock, mayBe);
  }

  /**
   * Stores a token that Zoho has given. One that can't be stored is used all the same.
   *
   * @param newerThan the version of the token that it follows
   */
  async keep(id: string, generation: number, issued: IssuedToken, newerThan: number): Promise<AccessToken> {
    const { answer, sentAt, sentAtMonotonic } = issued;
    const { clock, zohoTime } = this.options;
    const came = clock.monotonic();
    const obtainedAt = zohoTime.at(sentAtMonotonic, sentAt);
    const clockOffset = Math.round(zohoTime.offset() ?? 0);
    let record: AccessRecord = {
      id,
      generation,
      version: Math.max(Math.round(obtainedAt), newerThan + 1),
      token: answer.accessToken,
      obtainedAt,
      expiresAt: obtainedAt + answer.expiresInMs,
      ...(Math.abs(clockOffset) >= AGREE_MS && { clockOffset }),
    };
    await this.attempt("An access token could not be stored", () =>
      this.options.vault.update("access", id, (previous) => {
        if (previous !== undefined && previous.generation > generation) return previous;
        record = { ...record, version: Math.max(record.version, (previous?.version ?? 0) + 1) };
        return record;
      }),
    );
    return fromAnswer(record, { sentAt, sent: sentAtMonotonic, came });
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
      this.options.log(`${otherwise}: ${messageOf(error)}`);
    }
  }
}
