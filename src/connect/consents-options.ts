import type { ClientSecrets } from "../tokens/client-secrets";
import type { EstablishOptions } from "./establish";

/** What consents need of the runtime. */
export interface ConsentsOptions extends EstablishOptions {
  readonly clientSecrets: ClientSecrets;
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
}
