import { ZohoError } from "../errors/zoho-error";
import { type CallbackParameters, dataCenterOfCallback, errorOfCallback } from "../oauth/callback";
import type { BrowserStart } from "../vault/vault";
import { appsRequiringAccount } from "../zoho/apps";
import type { BrowserPrompt } from "./browser-consent";
import type { AskedConfirmation, Confirmations } from "./confirmations";
import { type ConsentOutcome, failed } from "./consent-outcomes";
import { consentOf } from "./consent-of-start";
import { type ConsentRequest, MAX_TIMEOUT_MS, startConsent } from "./consent-start";
import type { ConsentsOptions } from "./consents-options";
import { type Consent, establishOrAsk } from "./establish";
import { connectWithCode, exchangeCode, type GrantCode } from "./grant-code";
import { pendingOf } from "./pending-consent";
import { invalidCallback, isAsked } from "./start-book";
import type { WaitingStarts } from "./waiting-starts";

/** Consents that a person gives in a browser, which comes back with a code or an error. */
export class BrowserConsents {
  constructor(
    private readonly options: ConsentsOptions,
    private readonly starts: WaitingStarts,
    private readonly confirmations: Confirmations,
  ) {}

  /**
   * Begins a consent, which waits from then on.
   *
   * @throws ZohoError `invalid_input`, those of the vault
   */
  async start(request: ConsentRequest): Promise<BrowserPrompt> {
    const { record, url, cookie } = startConsent(request, this.options.clock.now());
    await this.starts.add(record);
    return { ...pendingOf(record), url, ...(cookie !== undefined && { cookie }) };
  }

  /** Connects with what the browser brought back. */
  async connect(record: BrowserStart, parameters: CallbackParameters): Promise<ConsentOutcome> {
    try {
      const { consent, code } = this.givenBy(record, parameters);
      return { state: "connected", connection: await connectWithCode(this.options, consent, code) };
    } catch (error) {
      return failed(error, record.connectionName);
    }
  }

  /** The same, but asks before a name becomes what it was not. */
  async connectOrAsk(
    record: BrowserStart,
    parameters: CallbackParameters,
  ): Promise<ConsentOutcome | AskedConfirmation> {
    try {
      const { consent, code } = this.givenBy(record, parameters);
      const issued = await exchangeCode(this.options, consent, code);
      const established = await establishOrAsk(this.options, consent, issued);
      return "grant" in established
        ? await this.confirmations.ask(record, established)
        : { state: "connected", connection: established };
    } catch (error) {
      return failed(error, record.connectionName);
    }
  }

  /** Waits for a person who may never come back. */
  async attend(record: BrowserStart, signal: AbortSignal): Promise<void> {
    // A clock that was set back must not make it wait for years, nor overflow the timer.
    const left = Math.min(Math.max(record.expiresAt - this.options.clock.now(), 0), MAX_TIMEOUT_MS);
    await this.options.clock.sleep(left, signal);
    if (isAsked(record)) {
      await this.confirmations.expire(record);
      return;
    }
    await this.starts.giveUp(record, () => {
      const hint = this.starts.outcomes.lastHint();
      return new ZohoError("consent_abandoned", {
        zohoCode: hint,
        connection: record.connectionName,
        details: { apps: appsRequiringAccount(record.scopes), ...(hint !== undefined && { hint }) },
      });
    });
  }

  /**
   * What the person has given, once all checks are passed.
   *
   * @throws ZohoError those of the callback
   */
  private givenBy(
    record: BrowserStart,
    parameters: CallbackParameters,
  ): { readonly consent: Consent; readonly code: GrantCode } {
    const { connectionName, scopes, redirectUri, codeVerifier } = record;
    if (parameters.error !== undefined) throw errorOfCallback(parameters.error, scopes, connectionName);
    const { code } = parameters;
    if (code === undefined) throw invalidCallback("it has neither a code nor an error");
    const dataCenter = dataCenterOfCallback(parameters, {
      dataCenter: record.dataCenter,
      allowed: record.allowedDataCenters,
    });
    const consent = consentOf(record, dataCenter, this.options.clientSecrets);
    return { consent, code: { code, redirectUri, codeVerifier } };
  }
}
