import { ZohoError } from "../errors/zoho-error";
import { parsePastedRedirect } from "../oauth/pasted-redirect";
import type { Realm } from "../zoho/realm";
import type { BrowserPrompt, ConsentReturn } from "./browser-consent";
import { BrowserConsents } from "./browser-consents";
import { type AskedConfirmation, Confirmations } from "./confirmations";
import type { ConsentOutcome, ConsentOutcomes } from "./consent-outcomes";
import { type ConsentRequest, startId } from "./consent-start";
import { type ConsentStanding, standingOf, waitingStart } from "./consent-standing";
import type { ConsentsOptions } from "./consents-options";
import { DeviceConsents } from "./device-consents";
import type { DeviceRequest, StartedDevice } from "./device-start";
import type { PendingConsent } from "./pending-consent";
import { type OpenConsent, openConsentsOf } from "./open-consent";
import { OpenPrompts } from "./open-prompts";
import { isAsked } from "./start-book";
import { errorWithoutState } from "./stateless-callback";
import { WaitingStarts } from "./waiting-starts";

/**
 * Consents that a person gives, from the link or the code to the connection. Those that wait are in the vault, so
 * that they survive a Deploy and a restart; each ends exactly once: connected, failed, or abandoned.
 */
export class Consents {
  private readonly starts: WaitingStarts;
  private readonly browsers: BrowserConsents;
  private readonly devices: DeviceConsents;
  private readonly confirmations: Confirmations;
  private readonly links: OpenPrompts<BrowserPrompt>;
  private readonly codes: OpenPrompts<StartedDevice>;

  constructor(private readonly options: ConsentsOptions) {
    this.starts = new WaitingStarts({
      ...options,
      attend: (record, signal) =>
        record.device === undefined
          ? this.browsers.attend(record, signal)
          : this.devices.attend(record, signal),
    });
    this.devices = new DeviceConsents(options, this.starts);
    this.confirmations = new Confirmations(options, this.starts);
    this.browsers = new BrowserConsents(options, this.starts, this.confirmations);
    this.links = new OpenPrompts(this.starts, options.clock);
    this.codes = new OpenPrompts(this.starts, options.clock);
  }

  /** Tells how consents ended. */
  get outcomes(): ConsentOutcomes {
    return this.starts.outcomes;
  }

  /**
   * Begins a consent in the browser. The same link is returned while it waits for the same: name, client, scopes and
   * starter. A dialog gets one of its own each time, bound to its browser.
   *
   * @returns its ticket, the page to open, and the value for the browser's cookie where it is bound to one
   * @throws ZohoError `invalid_input`, `environment_forbidden`, those of the vault
   */
  async start(request: ConsentRequest): Promise<BrowserPrompt> {
    this.options.policies.checkExpected(request.connectionName, request.expected);
    const begin = (): Promise<BrowserPrompt> => this.browsers.start(request);
    return request.boundTo === "browser" ? begin() : this.links.promptFor(request, begin);
  }

  /**
   * Begins a consent on another screen: Zoho gives a code, the person types it at the page that is named, and this
   * runtime asks Zoho until it is accepted. The same code is returned while it waits for the same. Needs no redirect
   * URI and no address under which this runtime can be reached.
   *
   * @returns its ticket, the code, and the page where it is typed
   * @throws ZohoError `invalid_input`, `environment_forbidden`, `invalid_client` and others of the token endpoint, those of the transport and
   *   of the vault
   */
  startDevice(request: DeviceRequest): Promise<StartedDevice> {
    return this.codes.promptFor(request, () => this.devices.start(request));
  }

  /** Takes up the consents that were waiting when the process ended; see `WaitingStarts.resume`. */
  resume(): Promise<readonly PendingConsent[]> {
    return this.starts.resume();
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
    if (state === undefined) throw errorWithoutState(parameters, this.outcomes);
    const record = await this.starts.book.take(startId(state), cookieOf);
    return this.starts.conclude(record, () => this.browsers.connect(record, parameters));
  }

  /**
   * The same for a page that can ask the person: one who opened a link is asked whether this is the connection that
   * was meant, unless its name is pinned to that very org and person already. Until the answer comes, the connection
   * stays as it was.
   *
   * @returns how it ended, or the question, whose answer goes to `confirm`
   * @throws ZohoError as `finish`
   */
  async finishOrAsk({ parameters, cookieOf }: ConsentReturn): Promise<ConsentOutcome | AskedConfirmation> {
    const { state } = parameters;
    if (state === undefined) throw errorWithoutState(parameters, this.outcomes);
    const record = await this.starts.book.take(startId(state), cookieOf);
    // A dialog's person began it in the same browser and has named the connection there.
    const asks = record.browserBinding === undefined;
    return this.starts.conclude(record, () =>
      asks ? this.browsers.connectOrAsk(record, parameters) : this.browsers.connect(record, parameters),
    );
  }

  /**
   * Takes the answer to the question of `finishOrAsk`, once.
   *
   * @param token as the question had it
   * @param answer with `no` the connection stays as it was
   * @throws ZohoError `callback_invalid` where no question with this token waits; those of the vault
   */
  confirm(token: string, answer: "yes" | "no"): Promise<ConsentOutcome> {
    return this.confirmations.answer(token, answer);
  }

  /**
   * Ends a consent with the address that a person has copied out of the browser, because nothing answers there. The
   * same checks hold as for the callback itself.
   *
   * @param pasted the whole address
   * @param cookieOf as in `finish`: a consent of a dialog may be pasted only into the browser that began it
   * @throws ZohoError `invalid_input` for another text, and as `finish`
   */
  async finishPasted(
    pasted: unknown,
    cookieOf: ConsentReturn["cookieOf"] = () => undefined,
  ): Promise<ConsentOutcome> {
    return this.finish({ parameters: parsePastedRedirect(pasted), cookieOf });
  }

  /**
   * Cancels a consent that waits; its outcome is then `consent_cancelled`.
   *
   * @returns false where none waits, or its person has just come back
   * @throws ZohoError those of the vault
   */
  async cancel(ticket: string): Promise<boolean> {
    const record = await waitingStart(this.starts, ticket);
    if (record === undefined) return false;
    if (isAsked(record)) return this.confirmations.cancel(record);
    return this.starts.giveUp(record, () => new ZohoError("consent_cancelled"));
  }

  /**
   * The consents for a client's connections that wait for their person.
   *
   * @throws ZohoError those of the vault
   */
  async ofClient(realm: Realm, clientId: string): Promise<readonly OpenConsent[]> {
    const ids = await this.starts.book.ids();
    const records = await Promise.all(ids.map((id) => this.starts.book.read(id)));
    return openConsentsOf(records, { realm, clientId });
  }

  /**
   * How the consent of a ticket stands; undefined where none waits, and none ended of late.
   *
   * @throws ZohoError those of the vault
   */
  standingOf(ticket: string): Promise<ConsentStanding | undefined> {
    return standingOf(this.starts, ticket);
  }

  /** Stops waiting in this process; what waits stays in the vault. */
  close(): void {
    this.starts.close();
  }
}
