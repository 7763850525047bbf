import { messageOf } from "../errors/message-of";
import type { Clock } from "../time/clock";
import type { ZohoTime } from "../time/zoho-time";
import type { Vault } from "../vault/vault";
import type { AccessToken } from "./access-token";
import type { BudgetBook } from "./budget-book";
import { isUsedElsewhere, noteDeath } from "./early-deaths";

/** A token that had less than this left died of old age, milliseconds: clocks differ and answers take their time. */
const EARLY_MS = 10 * 60_000;

export interface DeathWatchOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly zohoTime: ZohoTime;
  readonly budgets: BudgetBook;
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
  readonly changed?: ((connectionId: string) => void) | undefined;
}

/** Notices tokens that Zoho ends early, and says once that their grant is used elsewhere as well. */
export class DeathWatch {
  /** The last dead token of each connection that was noted: many calls miss the same one. */
  private readonly noted = new Map<string, number>();

  constructor(private readonly options: DeathWatchOptions) {}

  /** A token was refused where its successor was taken. */
  died(token: AccessToken): void {
    const { connectionId, version } = token;
    if (!this.isEarly(token) || this.noted.get(connectionId) === version) return;
    this.noted.set(connectionId, version);
    this.note(token).catch((error: unknown) => {
      this.options.log(`The early end of a token could not be noted: ${messageOf(error)}`);
    });
  }

  forget(connectionId: string): void {
    this.noted.delete(connectionId);
  }

  /** By both clocks: the monotonic one stops while a machine sleeps. */
  private isEarly({ expiresAt, expiresMonotonic }: AccessToken): boolean {
    const { clock, zohoTime } = this.options;
    return Math.min(expiresMonotonic - clock.monotonic(), expiresAt - zohoTime.now()) >= EARLY_MS;
  }

  private async note({ connectionId, generation, version }: AccessToken): Promise<void> {
    const { vault, zohoTime, budgets, log, changed } = this.options;
    const record = await vault.read("grant", connectionId);
    // The tokens of a former grant die with it.
    if (record?.generation !== generation) return;
    const now = zohoTime.now();
    let news = false as boolean;
    await budgets.update(connectionId, (current) => {
      const before = current ?? { id: connectionId, issues: [] };
      const after = noteDeath(before, { version, at: now });
      news = isUsedElsewhere(after, now) && !isUsedElsewhere(before, now);
      return after;
    });
    if (!news) return;
    log(
      `The grant of '${record.name}' is used elsewhere as well: Zoho ended two of its tokens early within an hour. ` +
        "Refreshing slows down. Look for another machine with the same grant, such as a copied user directory or " +
        "image, and connect it on its own.",
    );
    changed?.(connectionId);
  }
}
