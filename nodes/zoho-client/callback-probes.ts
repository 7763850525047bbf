import { randomBytes } from "node:crypto";
import type { Clock } from "../../src/time/clock";
import type { CallbackServer } from "./config";

/** How long a probe may take to arrive, milliseconds: a person may have to open its address by hand. */
export const PROBE_LIFE_MS = 2 * 60_000;

/** How many probes are known at a time; an older one is forgotten for a newer one. */
const MAX_PROBES = 50;

interface Probe {
  /** Monotonic, milliseconds. */
  readonly begun: number;
  /** Where it came in; undefined while it is on its way. */
  readonly arrivedOn?: CallbackServer;
}

/** How a probe stands. */
export type ProbeStanding =
  { readonly arrived: false } | { readonly arrived: true; readonly on: CallbackServer };

/**
 * Requests by which the dialog finds out whether the redirect URI leads to this runtime: the browser opens the address
 * with a one-time word, and the runtime says whether the word has arrived. So it can be told of other origins, too,
 * whose answers a page may not read. The word is no secret and does nothing else.
 */
export class CallbackProbes {
  private readonly probes = new Map<string, Probe>();

  constructor(
    private readonly clock: Pick<Clock, "monotonic">,
    private readonly random: (size: number) => Buffer = randomBytes,
  ) {}

  /** @returns the word for a new probe */
  begin(): string {
    for (const [word, { begun }] of this.probes) {
      if (this.isOld(begun) || this.probes.size >= MAX_PROBES) this.probes.delete(word);
    }
    const word = this.random(16).toString("hex");
    this.probes.set(word, { begun: this.clock.monotonic() });
    return word;
  }

  /**
   * Takes note of a request that holds a word.
   *
   * @returns false for a word that is unknown, too old or has arrived before
   */
  arrive(word: string, on: CallbackServer): boolean {
    const probe = this.probes.get(word);
    if (probe === undefined || probe.arrivedOn !== undefined || this.isOld(probe.begun)) return false;
    this.probes.set(word, { ...probe, arrivedOn: on });
    return true;
  }

  /** @returns undefined for a word that is unknown or too old */
  standingOf(word: string): ProbeStanding | undefined {
    const probe = this.probes.get(word);
    if (probe === undefined || this.isOld(probe.begun)) return undefined;
    return probe.arrivedOn === undefined ? { arrived: false } : { arrived: true, on: probe.arrivedOn };
  }

  private isOld(begun: number): boolean {
    return this.clock.monotonic() - begun > PROBE_LIFE_MS;
  }
}
