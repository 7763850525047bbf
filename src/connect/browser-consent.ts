import type { CallbackParameters } from "../oauth/callback";
import type { SafeUrl } from "../transport/destination";
import type { PendingConsent } from "./pending-consent";

/** What a browser brought back from Zoho. */
export interface ConsentReturn {
  readonly parameters: CallbackParameters;
  /** The cookie of the start with this ID, where the browser has it. */
  readonly cookieOf: (startId: string) => string | undefined;
}

/** A consent that waits for somebody to open its page. */
export interface BrowserPrompt extends PendingConsent {
  /** Zoho's consent page. */
  readonly url: SafeUrl;
  /** For the cookie of the browser that began it; only where it is bound to one. */
  readonly cookie?: string;
}
