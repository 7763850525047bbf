import { fingerprint } from "../errors/redact";
import { ZohoError } from "../errors/zoho-error";
import { processTokenAnswer, type TokenAnswer } from "../oauth/token-answer";
import { clientCredentialsRequest, refreshRequest } from "../oauth/token-request";
import type { Clock } from "../time/clock";
import type { ZohoTime } from "../time/zoho-time";
import { explainFailure } from "../transport/explain-failure";
import {
  type Transport,
  TransportError,
  type TransportRequest,
  type TransportResponse,
} from "../transport/transport";
import type { BudgetRecord, Grant, GrantRecord, Vault } from "../vault/vault";
import { DATA_CENTERS } from "../zoho/data-centers";
import type { Realm } from "../zoho/realm";
import { type IssueKind, releaseIssue, type Reservation, reserveIssue } from "./budget";
import type { BudgetBook } from "./budget-book";
import type { ClientSecrets } from "./client-secrets";
import { Cooldown } from "./cooldown";

export interface TokenFlightOptions {
  readonly vault: Vault;
  readonly transport: (realm: Realm) => Transport;
  readonly clock: Clock;
  readonly zohoTime: ZohoTime;
  readonly clientSecrets: ClientSecrets;
  /** Called when a request for a token has ended, well or not. */
  readonly changed?: ((connectionId: string) => void) | undefined;
}

/** What a flight brings back, and when its request was sent: on the wall (milliseconds since 1970) and monotonic. */
export interface IssuedToken {
  readonly answer: TokenAnswer;
  readonly sentAt: number;
  readonly sentAtMonotonic: number;
}

/**
 * One request for an access token, with all that must hold before it leaves and all that must be remembered of
 * how it ended, so that Zoho is never asked again for what it has refused for good.
 */
export class TokenFlight {
  private readonly cooldown: Cooldown;

  constructor(
    private readonly options: TokenFlightOptions,
    private readonly budgets: BudgetBook,
  ) {
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
    await this.refuseDeadGrant(record, grant);
    // Somebody who asks on purpose may have mended the client in the console.
    if (kind !== "forced") await this.refuseKnownFailure(record, grant, secretPrint);
    const sentAtMonotonic = this.options.clock.monotonic();
    const reservedAt = await this.reserve(record, kind);
    const sentAt = this.options.clock.now();
    try {
      const response = await this.send(record, this.requestFor(record, grant, secret), reservedAt);
      const outcome = this.outcomeOf(response, record, grant);
      if (!(outcome instanceof ZohoError)) {
        this.cooldown.reset(record.id);
        return { answer: outcome, sentAt, sentAtMonotonic };
      }
      const failure = await this.remember(record, secretPrint, outcome);
      // Put right while the answer was on its way: what was refused is not what stands now.
      const isOutdated = isAboutTheSecret(outcome) && this.secretFor(record, grant) !== secret;
      if (!isOutdated) throw failure;
      return await this.fly(record, grant, kind);
    } finally {
      this.options.changed?.(record.id);
    }
  }

  /**
   * Another grant or another client may have better luck at once.
   *
   * @param before generation of the new grant, for which tokens may have been asked already
   */
  async forget(connectionId: string, before = Infinity): Promise<void> {
    this.cooldown.reset(connectionId);
    await this.budgets.update(connectionId, (budget) =>
      (budget?.generation ?? 0) < before ? undefined : budget,
    );
  }

  private requestFor(record: GrantRecord, grant: Grant, secret: string | undefined): TransportRequest {
    const client = { dataCenter: grant.dataCenter, clientId: record.clientId, clientSecret: secret };
    return grant.refreshToken === undefined
      ? clientCredentialsRequest(client, grant)
      : refreshRequest(client, grant.refreshToken);
  }

  private async send(
    record: GrantRecord,
    request: TransportRequest,
    reservedAt: number,
  ): Promise<TransportResponse> {
    try {
      return await this.options.transport(record.realm)(request);
    } catch (error) {
      const left = error instanceof TransportError ? error.maybeSent : !(error instanceof ZohoError);
      if (!left) await this.release(record.id, reservedAt);
      const explained = explainFailure(error, { ...request, repeat: "safe" });
      if (!(explained instanceof ZohoError)) throw explained;
      const failure = explained.with({ connection: record.name });
      throw this.cooldown.fail(record.id, failure, left ? "left" : "never left");
    }
  }

  private outcomeOf(response: TransportResponse, record: GrantRecord, grant: Grant): TokenAnswer | ZohoError {
    const { dataCenter } = grant;
    const now = this.options.clock.now();
    try {
      return processTokenAnswer(response, { grant: "refresh", dataCenter, connection: record.name, now });
    } catch (error) {
      if (error instanceof ZohoError) return error;
      throw error;
    }
  }

  private async refuseDeadGrant(record: GrantRecord, { dataCenter }: Grant): Promise<void> {
    const budget = await this.budgets.read(record.id);
    if (budget?.brokenGeneration !== record.generation) return;
    const details = { dataCenter: DATA_CENTERS[dataCenter].name };
    throw new ZohoError("grant_revoked", { zohoCode: "invalid_code", connection: record.name, details });
  }

  private async refuseKnownFailure(record: GrantRecord, grant: Grant, secretPrint: string): Promise<void> {
    const refused = (await this.budgets.read(record.id))?.refusedSecret;
    if (refused?.fingerprint === secretPrint) {
      const { zohoCode } = refused;
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
    const now = this.options.zohoTime.now();
    let refusal: ZohoError | undefined;
    await this.budgets.update(record.id, (current) => {
      const reservation = reserveIssue(budgetFor(record, current), kind, now);
      refusal = reservation.granted ? undefined : this.refusalOf(reservation, record.name, now);
      return reservation.budget;
    });
    if (refusal !== undefined) throw refusal;
    return now;
  }

  private async release(connectionId: string, reservedAt: number): Promise<void> {
    await this.budgets.update(connectionId, (budget) =>
      budget === undefined ? undefined : releaseIssue(budget, reservedAt),
    );
  }

  /** @returns the failure for who asked */
  private async remember(record: GrantRecord, secretPrint: string, error: ZohoError): Promise<ZohoError> {
    const note = this.noteOf(error, record, secretPrint);
    if (note === undefined) {
      const isOutage = error.class === "unreachable";
      return this.cooldown.fail(record.id, error, isOutage ? "left" : "not understood");
    }
    const current = await this.options.vault.read("grant", record.id);
    // The grant may have been replaced while the answer was on its way: its successor is not to blame.
    if (current?.generation === record.generation) {
      await this.budgets.update(record.id, (budget) => ({
        ...(budget ?? { id: record.id, issues: [] }),
        ...note,
      }));
    }
    return error;
  }

  /** Told by this machine's own clock, whatever Zoho's shows. */
  private refusalOf(
    { by, retryAt }: Exclude<Reservation, { granted: true }>,
    connection: string,
    now: number,
  ): ZohoError {
    const retryAfterMs = retryAt - now;
    const until = this.options.clock.now() + retryAfterMs;
    return new ZohoError(REFUSAL_CODES[by], {
      connection,
      retryAt: until,
      retryAfterMs,
      details: { until: new Date(until).toISOString() },
    });
  }

  /** What must outlast a restart, or undefined where nothing must. */
  private noteOf(
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
        return { throttledUntil: this.options.zohoTime.now() + (error.cause.retryAfterMs ?? 0) };
      default:
        return undefined;
    }
  }

  private secretFor(record: GrantRecord, grant: Grant): string | undefined {
    return (
      this.options.clientSecrets.secretOf(record.realm, record.clientId, grant.dataCenter) ??
      record.clientSecret
    );
  }
}

/** Zoho counts the tokens of each refresh token, so those of a former grant are none of the present one's. */
function budgetFor({ id, generation }: GrantRecord, known: BudgetRecord | undefined): BudgetRecord {
  if (known === undefined || (known.generation ?? generation) < generation)
    return { id, generation, issues: [] };
  return known.generation === undefined ? { ...known, generation } : known;
}

const REFUSAL_CODES = {
  zoho: "token_throttled",
  budget: "token_budget",
  spacing: "grant_used_elsewhere",
} as const;

function isAboutTheSecret({ code }: ZohoError): boolean {
  return code === "invalid_client" || code === "invalid_client_secret";
}
