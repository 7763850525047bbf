import { fingerprint } from "../errors/redact";
import { ZohoError } from "../errors/zoho-error";
import { processTokenAnswer, type TokenAnswer } from "../oauth/token-answer";
import { refreshRequest } from "../oauth/token-request";
import type { Clock } from "../time/clock";
import { explainFailure } from "../transport/explain-failure";
import { type Transport, TransportError } from "../transport/transport";
import type { BudgetRecord, Grant, GrantRecord, Vault } from "../vault/vault";
import { DATA_CENTERS } from "../zoho/data-centers";
import type { Realm } from "../zoho/realm";
import { type IssueKind, releaseIssue, reserveIssue } from "./budget";
import type { ClientSecrets } from "./client-secrets";
import { Cooldown } from "./cooldown";

export interface TokenFlightOptions {
  readonly vault: Vault;
  readonly transport: (realm: Realm) => Transport;
  readonly clock: Clock;
  readonly clientSecrets: ClientSecrets;
  /** Called when a request for a token has ended, well or not. */
  readonly changed?: ((connectionId: string) => void) | undefined;
}

/** What a flight brings back, and when its request was sent (milliseconds since 1970). */
export interface IssuedToken {
  readonly answer: TokenAnswer;
  readonly sentAt: number;
}

/**
 * One request for an access token, with all that must hold before it leaves and all that must be remembered of
 * how it ended, so that Zoho is never asked again for what it has refused for good.
 */
export class TokenFlight {
  private readonly cooldown: Cooldown;

  constructor(private readonly options: TokenFlightOptions) {
    this.cooldown = new Cooldown(options.clock);
  }

  /**
   * @param record the connection; its current grant is used
   * @throws ZohoError `grant_revoked`, `token_throttled`, `token_budget`, `invalid_client`,
   *   `invalid_client_secret`, others of the token endpoint, those of the transport and of the vault
   */
  async fly(record: GrantRecord, grant: Grant, kind: IssueKind): Promise<IssuedToken> {
    const secret = this.secretFor(record, grant);
    const secretPrint = fingerprint(`${record.clientId} ${secret ?? ""}`);
    await this.refuseWhatIsSettled(record, grant, secretPrint);
    const sentAt = await this.reserve(record, kind);
    const client = { dataCenter: grant.dataCenter, clientId: record.clientId, clientSecret: secret };
    const request = refreshRequest(client, grant.refreshToken);
    try {
      const response = await this.options.transport(record.realm)(request);
      const question = {
        dataCenter: grant.dataCenter,
        connection: record.name,
        now: this.options.clock.now(),
      };
      const answer = processTokenAnswer(response, { grant: "refresh", ...question });
      this.cooldown.reset(record.id);
      return { answer, sentAt };
    } catch (error) {
      if (error instanceof TransportError && !error.maybeSent) await this.release(record.id, sentAt);
      const explained = explainFailure(error, { ...request, repeat: "safe" });
      if (explained instanceof ZohoError)
        await this.remember(record, secretPrint, explained.with({ connection: record.name }));
      throw explained;
    } finally {
      this.options.changed?.(record.id);
    }
  }

  /** Another grant or another client may have better luck at once. */
  forget(connectionId: string): void {
    this.cooldown.reset(connectionId);
  }

  private async refuseWhatIsSettled(record: GrantRecord, grant: Grant, secretPrint: string): Promise<void> {
    const budget = await this.options.vault.read("budget", record.id);
    if (budget?.brokenGeneration === record.generation) {
      throw new ZohoError("grant_revoked", { zohoCode: "invalid_code", connection: record.name });
    }
    if (budget?.refusedSecret?.fingerprint === secretPrint) {
      const { zohoCode } = budget.refusedSecret;
      const dc = DATA_CENTERS[grant.dataCenter];
      throw new ZohoError(zohoCode === "invalid_client_secret" ? zohoCode : "invalid_client", {
        zohoCode,
        connection: record.name,
        details: { dataCenter: dc.name, console: `https://${dc.consoleHost}` },
      });
    }
    this.cooldown.check(record.id);
  }

  /** Counts the request before it leaves, on disk: a process that restarts in a loop must not burn the quota. */
  private async reserve(record: GrantRecord, kind: IssueKind): Promise<number> {
    const now = this.options.clock.now();
    let refusal: ZohoError | undefined;
    await this.options.vault.update("budget", record.id, (current) => {
      const reservation = reserveIssue(current ?? { id: record.id, issues: [] }, kind, now);
      if (reservation.granted) return reservation.budget;
      refusal = new ZohoError(reservation.by === "zoho" ? "token_throttled" : "token_budget", {
        connection: record.name,
        retryAt: reservation.retryAt,
        retryAfterMs: reservation.retryAt - now,
        details: { until: new Date(reservation.retryAt).toISOString() },
      });
      return current;
    });
    if (refusal !== undefined) throw refusal;
    return now;
  }

  private async release(connectionId: string, reservedAt: number): Promise<void> {
    await this.options.vault.update("budget", connectionId, (budget) =>
      budget === undefined ? undefined : releaseIssue(budget, reservedAt),
    );
  }

  private async remember(record: GrantRecord, secretPrint: string, error: ZohoError): Promise<void> {
    const note = noteOf(error, record, secretPrint);
    if (note === undefined) {
      if (error.class === "unreachable" || error.code === "token_refused")
        this.cooldown.fail(record.id, error);
      return;
    }
    const current = await this.options.vault.read("grant", record.id);
    // The grant may have been replaced while the answer was on its way: its successor is not to blame.
    if (current?.generation !== record.generation) return;
    await this.options.vault.update("budget", record.id, (budget) => ({
      ...(budget ?? { id: record.id, issues: [] }),
      ...note,
    }));
  }

  private secretFor(record: GrantRecord, grant: Grant): string | undefined {
    return (
      this.options.clientSecrets.secretOf(record.realm, record.clientId, grant.dataCenter) ??
      record.clientSecret
    );
  }
}

/** What must outlast a restart, or undefined where nothing must. */
function noteOf(
  error: ZohoError,
  record: GrantRecord,
  secretPrint: string,
): Partial<BudgetRecord> | undefined {
  switch (error.code) {
    case "grant_revoked":
      return { brokenGeneration: record.generation };
    case "invalid_client":
    case "invalid_client_secret":
      return { refusedSecret: { fingerprint: secretPrint, zohoCode: error.code } };
    case "token_throttled":
      return { throttledUntil: Date.parse(error.cause.retryAt ?? "") };
    default:
      return undefined;
  }
}
