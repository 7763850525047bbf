import { LRUCache } from "lru-cache";
import { asZohoError } from "../errors/as-zoho-error";
import type { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import type { Connection } from "../vault/connection";
import type { PendingConsent } from "./pending-consent";

/** How a consent ended. */
export type ConsentOutcome =
  | { readonly state: "connected"; readonly connection: Connection }
  | { readonly state: "failed"; readonly error: ZohoError };

/** Whatever was thrown, as an outcome. */
export function failed(thrown: unknown, connection?: string): ConsentOutcome & { readonly state: "failed" } {
  const error = asZohoError(thrown);
  return { state: "failed", error: connection === undefined ? error : error.with({ connection }) };
}

interface Untold {
  readonly consent: PendingConsent;
  readonly outcome: ConsentOutcome;
  /** Monotonic, milliseconds. */
  readonly at: number;
}

type Listener = (consent: PendingConsent, outcome: ConsentOutcome) => void;

/** How many outcomes are kept for dialogs that ask later, and for nodes that listen later. */
const MAX_KEPT = 100;

/** How long an outcome waits for the node that began its consent: over a Deploy or a start, milliseconds. */
const UNTOLD_MS = 10 * 60_000;

/** How long an error without `state` may explain a consent that was abandoned, milliseconds. */
const HINT_MS = 30 * 60_000;

/** Tells nodes and dialogs how consents ended: at once to those that listen, later to those that ask. */
export class ConsentOutcomes {
  private readonly kept = new LRUCache<string, ConsentOutcome>({ max: MAX_KEPT });
  private readonly listeners = new Set<Listener>();
  private readonly starters = new Map<string, Listener>();
  /** By ticket: what was settled while nobody listened for whoever began it. */
  private readonly untold = new LRUCache<string, Untold>({ max: MAX_KEPT });
  private hinted: { readonly error: string; readonly at: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** @returns a function that ends the listening */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Listens for the one that begins consents under this name, e.g. a node by its ID. What was settled while it did
   * not listen, as between the stop and the start of a Deploy, is told at once; each outcome once.
   *
   * @returns a function that ends the listening
   */
  listenFor(startedBy: string, listener: Listener): () => void {
    this.starters.set(startedBy, listener);
    for (const [ticket, { consent, outcome, at }] of [...this.untold.entries()].reverse()) {
      if (consent.startedBy !== startedBy) continue;
      this.untold.delete(ticket);
      if (this.clock.monotonic() - at < UNTOLD_MS) listener(consent, outcome);
    }
    return () => {
      if (this.starters.get(startedBy) === listener) this.starters.delete(startedBy);
    };
  }

  /** How a consent ended, or undefined where it waits or was forgotten. */
  of(ticket: string): ConsentOutcome | undefined {
    return this.kept.get(ticket);
  }

  settle(consent: PendingConsent, outcome: ConsentOutcome): void {
    this.kept.set(consent.ticket, outcome);
    for (const listener of [...this.listeners]) listener(consent, outcome);
    const starter = this.starters.get(consent.startedBy);
    if (starter !== undefined) starter(consent, outcome);
    else this.untold.set(consent.ticket, { consent, outcome, at: this.clock.monotonic() });
  }

  /** Keeps an error that came without `state`; one of the closed list that Zoho is known to send. */
  hint(error: string): void {
    this.hinted = { error, at: this.clock.monotonic() };
  }

  lastHint(): string | undefined {
    const { hinted } = this;
    return hinted !== undefined && this.clock.monotonic() - hinted.at < HINT_MS ? hinted.error : undefined;
  }
}
