import type { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import { LRUCache } from "lru-cache";
import type { Connection } from "../vault/connection";
import type { PendingConsent } from "./pending-consent";

/** How a consent ended. */
export type ConsentOutcome =
  | { readonly state: "connected"; readonly connection: Connection }
  | { readonly state: "failed"; readonly error: ZohoError };

type Listener = (consent: PendingConsent, outcome: ConsentOutcome) => void;

/** How many outcomes are kept for dialogs that ask later. */
const MAX_KEPT = 100;

/** How long an error without `state` may explain a consent that was abandoned, milliseconds. */
const HINT_MS = 30 * 60_000;

/** Tells nodes and dialogs how consents ended: at once to those that listen, later to those that ask. */
export class ConsentOutcomes {
  private readonly kept = new LRUCache<string, ConsentOutcome>({ max: MAX_KEPT });
  private readonly listeners = new Set<Listener>();
  private hinted: { readonly error: string; readonly at: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** @returns a function that ends the listening */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** How a consent ended, or undefined where it waits or was forgotten. */
  of(ticket: string): ConsentOutcome | undefined {
    return this.kept.get(ticket);
  }

  settle(consent: PendingConsent, outcome: ConsentOutcome): void {
    this.kept.set(consent.ticket, outcome);
    for (const listener of [...this.listeners]) listener(consent, outcome);
  }

  /** Keeps an error that came without `state`. */
  hint(error: string): void {
    this.hinted = { error: error.slice(0, 40), at: this.clock.monotonic() };
  }

  lastHint(): string | undefined {
    const { hinted } = this;
    return hinted !== undefined && this.clock.monotonic() - hinted.at < HINT_MS ? hinted.error : undefined;
  }
}
