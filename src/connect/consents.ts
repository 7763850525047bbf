import { ZohoError } from "../errors/zoho-error";
import { type CallbackParameters, dataCenterOfCallback, errorOfCallback } from "../oauth/callback";
import type { SafeUrl } from "../transport/destination";
import type { StartRecord } from "../vault/vault";
import { appsRequiringAccount } from "../zoho/apps";
import type { ClientSecrets } from "../tokens/client-secrets";
import type { Connection } from "../vault/connection";
import { ConsentOutcomes, type ConsentOutcome } from "./consent-outcomes";
import { type ConsentRequest, MAX_TIMEOUT_MS, startConsent, startId } from "./consent-start";
import type { EstablishOptions } from "./establish";
import { type PendingConsent, pendingOf } from "./pending-consent";
import { connectWithCode } from "./grant-code";
import { invalidCallback, StartBook } from "./start-book";

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

/** How long until consents that can't be read are looked at again, milliseconds. */
const RESUME_AGAIN_MS = 60_000;

/** Name of that wait among those for consents; the ID of none. */
const RESUMING = "resuming";

/**
 * Consents in the browser, from the link to the connection. Those that wait are in the vault, so that they
 * survive a Deploy and a restart; each ends exactly once: connected, failed, or abandoned.
 */
export class Consents {
  readonly outcomes: ConsentOutcomes;
  private readonly starts: StartBook;
  /** IDs of those whose person has come back and whose code is being exchanged here. */
  private readonly ending = new Set<string>();
  private readonly timers = new Map<string, AbortController>();

  constructor(private readonly options: ConsentsOptions) {
    this.outcomes = new ConsentOutcomes(options.clock);
    this.starts = new StartBook(options);
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
    await this.starts.add(record);
    this.watch(record);
    return { ...pendingOf(record), url, ...(cookie !== undefined && { cookie }) };
  }

  /**
   * Takes up the consents that were waiting when the process ended. One whose code was being exchanged can't be
   * ended any more and is reported. Never fails: what can't be read now, as in a locked vault, is tried again.
   *
   * @returns those that were found waiting at once
   */
  async resume(): Promise<readonly PendingConsent[]> {
    const waiting: PendingConsent[] = [];
    const failures: unknown[] = [];
    const note = (error: unknown): void => void failures.push(error);
    const ids = await this.starts.ids().catch((error: unknown) => {
      note(error);
      return [];
    });
    for (const id of ids) {
      const record = await this.takeUp(id).catch(note);
      if (record !== undefined) waiting.push(pendingOf(record));
    }
    if (failures.length > 0) {
      this.options.log(`Consents that wait can't be taken up yet: ${messageOf(failures[0])}`);
      this.resumeLater();
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
    const record = await this.starts.take(startId(state), cookieOf);
    this.ending.add(record.id);
    try {
      const outcome = await this.conclude(record, parameters);
      await this.end(record, outcome);
      return outcome;
    } finally {
      this.ending.delete(record.id);
    }
  }

  /** When a waiting consent counts as abandoned, milliseconds since 1970; undefined where none waits. */
  async expiryOf(ticket: string): Promise<number | undefined> {
    const known = /^[0-9a-f]{64}$/.test(ticket) ? await this.starts.read(ticket) : undefined;
    return known?.expiresAt;
  }

  /** Stops waiting in this process; what waits stays in the vault. */
  close(): void {
    for (const timer of this.timers.values()) timer.abort();
    this.timers.clear();
  }

  /**
   * Zoho may drop `state` from an error: it is then a hint for people, and ends nothing. Anybody can call this
   * address, so only errors that Zoho is known to send are shown or kept; other text is dropped.
   */
  private stateless(parameters: CallbackParameters): ZohoError {
    if (parameters.error === undefined) return invalidCallback("it has no state");
    const { code, cause } = errorOfCallback(parameters.error, [], "");
    if (code === "consent_failed" || cause.zohoCode === undefined)
      return invalidCallback("it has no state, and its error is none of those that Zoho sends");
    this.outcomes.hint(cause.zohoCode);
    const details = { meaning: cause.reason, advice: cause.remedy };
    return new ZohoError("callback_without_state", { zohoCode: cause.zohoCode, details });
  }

  private async conclude(record: StartRecord, parameters: CallbackParameters): Promise<ConsentOutcome> {
    try {
      if (parameters.error !== undefined)
        throw errorOfCallback(parameters.error, record.scopes, record.connectionName);
      if (parameters.code === undefined) throw invalidCallback("it has neither a code nor an error");
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
      await this.starts.remove(record.id);
    } catch (error) {
      // How it ended stays true; at worst a restart reports it once more as interrupted.
      this.options.log(`A consent that has ended could not be removed: ${messageOf(error)}`);
    }
    this.outcomes.settle(pendingOf(record), outcome);
  }

  /** @returns the start where it waits, and did not before */
  private async takeUp(id: string): Promise<StartRecord | undefined> {
    const record = await this.starts.read(id);
    // Begun, ended or taken up meanwhile in this very process.
    if (record === undefined || this.timers.has(id) || this.ending.has(id)) return undefined;
    if (record.exchanging) {
      await this.endInterrupted(record);
      return undefined;
    }
    this.watch(record);
    return record;
  }

  private endInterrupted(record: StartRecord): Promise<void> {
    const { connectionName: connection } = record;
    this.options.log(`The consent for '${connection}' was interrupted by a restart; connect it again.`);
    return this.end(record, failed(new ZohoError("consent_interrupted", { connection })));
  }

  private resumeLater(): void {
    const timer = new AbortController();
    this.timers.set(RESUMING, timer);
    this.options.clock.sleep(RESUME_AGAIN_MS, timer.signal).then(
      () => this.resume(),
      () => undefined,
    );
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
      if (!(await this.starts.takeAbandoned(record.id))) return;
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
