import { messageOf } from "../errors/message-of";
import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import type { StartRecord, Vault } from "../vault/vault";
import type { AskedConfirmation } from "./confirmations";
import { ConsentOutcomes, type ConsentOutcome, failed } from "./consent-outcomes";
import { type PendingConsent, pendingOf } from "./pending-consent";
import { isAsked, StartBook } from "./start-book";

export interface WaitingStartsOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
  /**
   * Waits with a start until its time is over, or it ends otherwise, and ends it then.
   *
   * @param signal fires when it ended another way, or when this process is to wait no longer
   */
  readonly attend: (record: StartRecord, signal: AbortSignal) => Promise<void>;
}

/** How long until consents that can't be read are looked at again, milliseconds. */
const RESUME_AGAIN_MS = 60_000;

/** Name of that wait among those for consents; the ID of none. */
const RESUMING = "resuming";

/**
 * The consents that wait, whatever the way. They are in the vault, so that they survive a Deploy and a restart; each
 * ends exactly once: connected, failed, or abandoned.
 */
export class WaitingStarts {
  readonly outcomes: ConsentOutcomes;
  readonly book: StartBook;
  /** Those whose person has come back and whose code is being exchanged here, by ID. */
  private readonly ending = new Map<string, StartRecord>();
  /** Those that are being given up here, by ID. */
  private readonly givenUp = new Map<string, StartRecord>();
  /** Those that began in this process; others were taken up from the vault. */
  private readonly begunHere = new Set<string>();
  private readonly waits = new Map<string, AbortController>();

  constructor(private readonly options: WaitingStartsOptions) {
    this.outcomes = new ConsentOutcomes(options.clock);
    this.book = new StartBook(options);
  }

  /**
   * Stores a start and waits with it.
   *
   * @throws ZohoError those of the vault
   */
  async add(record: StartRecord): Promise<void> {
    await this.book.add(record);
    this.begunHere.add(record.id);
    this.wait(record);
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
    const ids = await this.book.ids().catch((error: unknown) => {
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
   * Runs what ends a start whose person has come back, and tells the outcome; one that asks first goes on waiting.
   *
   * @param conclude never rejects
   */
  async conclude<T extends ConsentOutcome | AskedConfirmation>(
    record: StartRecord,
    conclude: () => Promise<T>,
  ): Promise<T> {
    this.ending.set(record.id, record);
    try {
      const outcome = await conclude();
      if (outcome.state !== "unconfirmed") await this.end(record, outcome);
      return outcome;
    } finally {
      this.ending.delete(record.id);
    }
  }

  /**
   * Lets a start wait for something else, under the same ticket.
   *
   * @throws ZohoError those of the vault
   */
  async goOn(record: StartRecord): Promise<void> {
    await this.book.add(record);
    this.waits.get(record.id)?.abort();
    this.wait(record);
  }

  /** A start that is being ended here: it may have left the vault before its outcome is told. */
  endingOf(ticket: string): StartRecord | undefined {
    return this.ending.get(ticket) ?? this.givenUp.get(ticket);
  }

  /** True where a start began in this process, and not before a restart. */
  isBegunHere(ticket: string): boolean {
    return this.begunHere.has(ticket);
  }

  /** Removes a start and tells how it ended. Never fails: at worst a restart reports it once more as interrupted. */
  async end(record: StartRecord, outcome: ConsentOutcome): Promise<void> {
    this.waits.get(record.id)?.abort();
    this.waits.delete(record.id);
    this.begunHere.delete(record.id);
    try {
      await this.book.remove(record.id);
    } catch (error) {
      this.options.log(`A consent that has ended could not be removed: ${messageOf(error)}`);
    }
    this.outcomes.settle(pendingOf(record), outcome);
  }

  /**
   * Ends a start that nobody has come back from.
   *
   * @returns whether it still waited: only one of the two may end it
   * @throws ZohoError those of the vault
   */
  async giveUp(record: StartRecord, why: () => ZohoError): Promise<boolean> {
    this.givenUp.set(record.id, record);
    try {
      if (!(await this.book.takeAbandoned(record.id))) return false;
      await this.end(record, failed(why(), record.connectionName));
      return true;
    } finally {
      this.givenUp.delete(record.id);
    }
  }

  /**
   * Ends what else the same starter has waiting for the same name, because a newer one takes its place. It is told
   * where its flow may still wait for it: one from before a restart has lost its message, and ends without a word.
   *
   * @param keep ticket of the newer one
   * @throws ZohoError those of the vault
   */
  async replace(
    { realm, startedBy, connectionName }: Pick<StartRecord, "realm" | "startedBy" | "connectionName">,
    keep: string,
  ): Promise<void> {
    for (const id of await this.book.ids()) {
      const record = id === keep ? undefined : await this.book.read(id);
      const isSame =
        record?.startedBy === startedBy && record.realm === realm && record.connectionName === connectionName;
      if (!isSame || isBound(record) || isAsked(record)) continue;
      if (this.begunHere.has(id)) await this.giveUp(record, () => replaced(connectionName));
      else await this.drop(record);
    }
  }

  /** Stops waiting in this process; what waits stays in the vault. */
  close(): void {
    for (const wait of this.waits.values()) wait.abort();
    this.waits.clear();
  }

  private async drop(record: StartRecord): Promise<void> {
    if (!(await this.book.takeAbandoned(record.id))) return;
    this.waits.get(record.id)?.abort();
    this.waits.delete(record.id);
  }

  /** @returns the start where it waits, and did not before */
  private async takeUp(id: string): Promise<StartRecord | undefined> {
    const record = await this.book.read(id);
    // Begun, ended or taken up meanwhile in this very process.
    if (record === undefined || this.waits.has(id) || this.ending.has(id)) return undefined;
    if (record.exchanging) {
      await this.endInterrupted(record);
      return undefined;
    }
    this.wait(record);
    return record;
  }

  private endInterrupted(record: StartRecord): Promise<void> {
    const { connectionName: connection } = record;
    this.options.log(`The consent for '${connection}' was interrupted by a restart; connect it again.`);
    return this.end(record, failed(new ZohoError("consent_interrupted", { connection })));
  }

  private resumeLater(): void {
    const wait = new AbortController();
    this.waits.set(RESUMING, wait);
    this.options.clock.sleep(RESUME_AGAIN_MS, wait.signal).then(
      () => this.resume(),
      () => undefined,
    );
  }

  private wait(record: StartRecord): void {
    const wait = new AbortController();
    this.waits.set(record.id, wait);
    this.options.attend(record, wait.signal).catch((error: unknown) => {
      if (wait.signal.aborted) return;
      this.options.log(`A consent that ran out could not be ended: ${messageOf(error)}`);
    });
  }
}

/** True for a consent of a dialog: it ends with the browser that began it. */
function isBound(record: StartRecord): boolean {
  return record.device === undefined && record.browserBinding !== undefined;
}

function replaced(connection: string): ZohoError {
  return new ZohoError("consent_cancelled", {
    connection,
    details: { problem: "the same node began another one for it" },
  });
}
