import { fingerprint } from "../errors/redact";
import type { Clock } from "../time/clock";
import { SingleFlight } from "../tokens/single-flight";
import type { StartRecord } from "../vault/vault";
import type { PendingConsent } from "./pending-consent";
import { isAsked } from "./start-book";
import type { WaitingStarts } from "./waiting-starts";

/** Below this a prompt is no longer worth handing out: nobody signs in and consents so fast, milliseconds. */
const LEAST_LEFT_MS = 30_000;

/** What makes two starts the same: who asks what of whom, and where it comes back. */
export type PromptFacts = Pick<
  StartRecord,
  | "realm"
  | "connectionName"
  | "clientId"
  | "clientSecret"
  | "dataCenter"
  | "allowedDataCenters"
  | "scopes"
  | "expected"
  | "elsewhere"
  | "startedBy"
> & { readonly redirectUri?: string };

/**
 * The prompts that flows have sent out and that wait. A flow that starts the same consent again gets the same prompt,
 * so that pressing a button twice leaves one link and not two. Links hold a `state`, so they are kept in memory alone:
 * after a restart a new prompt takes the place of the old one.
 */
export class OpenPrompts<P extends PendingConsent> {
  private readonly open = new Map<string, P>();
  private readonly opening = new SingleFlight<P>();

  constructor(
    private readonly starts: WaitingStarts,
    private readonly clock: Clock,
  ) {}

  /**
   * @param begin begins a consent; whatever this starter has waiting for the same name ends then
   * @returns the prompt that waits for the same facts, or a new one
   */
  promptFor(facts: PromptFacts, begin: () => Promise<P>): Promise<P> {
    const key = keyOf(facts);
    return this.opening.run(key, async () => {
      const known = this.open.get(key);
      if (known !== undefined && (await this.isWorthHandingOut(known))) return known;
      const prompt = await begin();
      await this.starts.replace({ ...facts, connectionName: prompt.connectionName }, prompt.ticket);
      for (const [other, { expiresAt }] of this.open) {
        if (expiresAt <= this.clock.now()) this.open.delete(other);
      }
      this.open.set(key, prompt);
      return prompt;
    });
  }

  private async isWorthHandingOut({ ticket, expiresAt }: P): Promise<boolean> {
    if (expiresAt - this.clock.now() < LEAST_LEFT_MS) return false;
    const start = await this.starts.book.read(ticket);
    return start?.exchanging === false && !isAsked(start);
  }
}

function keyOf(facts: PromptFacts): string {
  const { realm, connectionName, clientId, clientSecret, dataCenter, expected, elsewhere, startedBy } = facts;
  return JSON.stringify([
    startedBy,
    realm,
    connectionName.trim(),
    clientId,
    clientSecret === undefined ? null : fingerprint(clientSecret),
    dataCenter,
    [...facts.allowedDataCenters].sort(),
    [...facts.scopes].sort(),
    facts.redirectUri ?? null,
    expected ?? null,
    elsewhere ?? "refuse",
  ]);
}
