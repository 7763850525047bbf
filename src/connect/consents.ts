import { redact } from "../errors/redact";
import { ZohoError } from "../errors/zoho-error";
import { type CallbackParameters, dataCenterOfCallback, errorOfCallback } from "../oauth/callback";
import type { SafeUrl } from "../transport/destination";
import type { StartRecord } from "../vault/vault";
import { appsRequiringAccount } from "../zoho/apps";
import type { ClientSecrets } from "../tokens/client-secrets";
import type { Connection } from "../vault/connection";
import { ConsentOutcomes, type ConsentOutcome } from "./consent-outcomes";
import { type ConsentRequest, isBoundBrowser, MAX_TIMEOUT_MS, startConsent, startId } from "./consent-start";
import type { EstablishOptions } from "./establish";
import { type PendingConsent, pendingOf } from "./pending-consent";
import { connectWithCode } from "./grant-code";

export interface ConsentsOptions extends EstablishOptions {
  readonly clientSecrets: ClientSecrets;
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
}

/** What a browser brought back from Zoho. */
export interface ConsentReturn {
  readonly parameters: CallbackParameters;
  /** The cookie of the start with this ID, where the browser has it. */
  readonly cookieOf: (startId: string) => string | undefined;
}

/**
 * Consents in the browser, from the link to the connection. Those that wait are in the vault, so that they
 * survive a Deploy and a restart; each ends exactly once: connected, failed, or abandoned.
 */
export class Consents {
  readonly outcomes: ConsentOutcomes;
  private readonly timers = new Map<string, AbortController>();

  constructor(private readonly options: ConsentsOptions) {
    this.outcomes = new ConsentOutcomes(options.clock);
  }

  /**
   * Begins a consent.
   *
   * @returns its ticket, the page to open, and the value for the browser's cookie where it is bound to one
   * @throws ZohoError `invalid_input`, those of the vault
   */
  async start(
    request: ConsentRequest,
  ): Promise<PendingConsent & { readonly url: SafeUrl; readonly cookie?: string }> {
    const { record, url, cookie } = startConsent(request, this.options.clock.now());
    await this.options.vault.update("start", record.id, () => record);
    this.watch(record);
    return { ...pendingOf(record), url, ...(cookie !== undefined && { cookie }) };
  }

  /**
   * Takes up the consents that were waiting when the process ended. One whose code was being exchanged can't be
   * ended any more and is reported.
   */
  async resume(): Promise<readonly PendingConsent[]> {
    const waiting: PendingConsent[] = [];
    for (const id of await this.options.vault.ids("start")) {
      const record = await this.readStart(id);
      if (record === undefined) continue;
      if (record.exchanging) {
        this.options.log(
          `The consent for '${record.connectionName}' was interrupted by a restart; connect it again.`,
        );
        await this.end(
          record,
          failed(new ZohoError("consent_interrupted", { connection: record.connectionName })),
        );
      } else {
        this.watch(record);
        waiting.push(pendingOf(record));
      }
    }
    return waiting;
  }

  /**
   * Ends a consent with what the browser brought back.
   *
   * @returns how it ended; only a live `state` changes anything
   * @throws ZohoError `callback_invalid`, `callback_without_state` where it belongs to no consent that waits here,
   *   those of the vault
   */
  async finish({ parameters, cookieOf }: ConsentReturn): Promise<ConsentOutcome> {
    const { state } = parameters;
    if (state === undefined) throw this.stateless(parameters);
    const record = await this.take(startId(state), cookieOf);
    const outcome = await this.conclude(record, parameters);
    await this.end(record, outcome);
    return outcome;
  }

  /** When a waiting consent counts as abandoned, milliseconds since 1970; undefined where none waits. */
  async expiryOf(ticket: string): Promise<number | undefined> {
    const known = /^[0-9a-f]{64}$/.test(ticket) ? await this.readStart(ticket) : undefined;
    return known?.expiresAt;
  }

  /** Stops waiting in this process; what waits stays in the vault. */
  close(): void {
    for (const timer of this.timers.values()) timer.abort();
    this.timers.clear();
  }

  /** Zoho may drop `state` from an error: it is then a hint for people, and ends nothing. */
  private stateless(parameters: CallbackParameters): ZohoError {
    if (parameters.error === undefined) return invalid("it has no state");
    this.outcomes.hint(redact(parameters.error, 40));
    const { code, cause } = errorOfCallback(parameters.error, [], "");
    const meaning = code === "consent_failed" ? undefined : { meaning: cause.reason, advice: cause.remedy };
    return new ZohoError("callback_without_state", { zohoCode: cause.zohoCode, details: { ...meaning } });
  }

  /** Marks the start as used, on disk, before anything else: a second answer with the same state finds it taken. */
  private async take(id: string, cookieOf: ConsentReturn["cookieOf"]): Promise<StartRecord> {
    let taken: StartRecord | undefined;
    await this.options.vault.update("start", id, (record) => {
      if (record === undefined) throw invalid("its state is unknown, used, or too old");
      if (record.exchanging) throw invalid("its state was used before");
      if (this.options.clock.now() > record.expiresAt) throw invalid("it came too late");
      if (!isBoundBrowser(record, cookieOf(record.id))) {
        throw invalid("it was begun in another browser, or under another address than the redirect URI");
      }
      taken = record;
      return { ...record, exchanging: true };
    });
    if (taken === undefined) throw invalid("its state is unknown");
    return taken;
  }

  private async conclude(record: StartRecord, parameters: CallbackParameters): Promise<ConsentOutcome> {
    try {
      if (parameters.error !== undefined)
        throw errorOfCallback(parameters.error, record.scopes, record.connectionName);
      if (parameters.code === undefined) throw invalid("it has neither a code nor an error");
      const dataCenter = dataCenterOfCallback(parameters, {
        dataCenter: record.dataCenter,
        allowed: record.allowedDataCenters,
      });
      return { state: "connected", connection: await this.connect(record, parameters.code, dataCenter) };
    } catch (error) {
      return failed(error, record.connectionName);
    }
  }

  private connect(
    record: StartRecord,
    code: string,
    dataCenter: StartRecord["dataCenter"],
  ): Promise<Connection> {
    const { realm, clientId, connectionName: name, scopes, expected, redirectUri, codeVerifier } = record;
    const deployed = this.options.clientSecrets.secretOf(realm, clientId, dataCenter);
    // The secret that it began with is that of the data center where it began; another may have one of its own.
    const clientSecret =
      dataCenter === record.dataCenter
        ? (record.clientSecret ?? deployed)
        : (deployed ?? record.clientSecret);
    const consent = { realm, name, clientId, clientSecret, dataCenter, scopes, declared: expected };
    return connectWithCode(this.options, consent, { code, redirectUri, codeVerifier });
  }

  private async end(record: StartRecord, outcome: ConsentOutcome): Promise<void> {
    this.timers.get(record.id)?.abort();
    this.timers.delete(record.id);
    try {
      await this.options.vault.update("start", record.id, () => undefined);
    } catch (error) {
      // How it ended stays true; at worst a restart reports it once more as interrupted.
      this.options.log(`A consent that has ended could not be removed: ${messageOf(error)}`);
    }
    this.outcomes.settle(pendingOf(record), outcome);
  }

  private watch(record: StartRecord): void {
    const timer = new AbortController();
    this.timers.set(record.id, timer);
    // A clock that was set back must not make it wait for years, nor overflow the timer.
    const left = Math.min(Math.max(record.expiresAt - this.options.clock.now(), 0), MAX_TIMEOUT_MS);
    this.options.clock.sleep(left, timer.signal).then(
      () => this.abandon(record),
      () => undefined,
    );
  }

  private async abandon(record: StartRecord): Promise<void> {
    try {
      if (!(await this.takeAbandoned(record.id))) return;
      const hint = this.outcomes.lastHint();
      const error = new ZohoError("consent_abandoned", {
        connection: record.connectionName,
        zohoCode: hint,
        details: { apps: appsRequiringAccount(record.scopes), ...(hint !== undefined && { hint }) },
      });
      await this.end(record, failed(error));
    } catch (error) {
      this.options.log(`A consent that ran out could not be ended: ${messageOf(error)}`);
    }
  }

  /** Removes a start unless its person has just come back: only one of the two may end it. */
  private async takeAbandoned(id: string): Promise<boolean> {
    if ((await this.readStart(id)) === undefined) return false;
    let abandoned = false;
    await this.options.vault.update("start", id, (current) => {
      abandoned = current?.exchanging === false;
      return abandoned ? undefined : current;
    });
    return abandoned;
  }

  /** A start that can't be read has lost its meaning: its person will start again. */
  private async readStart(id: string): Promise<StartRecord | undefined> {
    try {
      return await this.options.vault.read("start", id);
    } catch (error) {
      if (!(error instanceof ZohoError) || error.code !== "vault_damaged") throw error;
      await this.options.vault.discardDamaged("start", id);
      return undefined;
    }
  }
}

function failed(error: unknown, connection?: string): ConsentOutcome {
  if (error instanceof ZohoError)
    return { state: "failed", error: connection === undefined ? error : error.with({ connection }) };
  return {
    state: "failed",
    error: new ZohoError("internal", { connection, details: { message: messageOf(error) } }),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function invalid(problem: string): ZohoError {
  return new ZohoError("callback_invalid", { details: { problem } });
}
