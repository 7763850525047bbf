import type { EstablishOptions } from "./establish";

/** What consents need of the runtime. */
export interface ConsentsOptions extends EstablishOptions {
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
}
