import { messageOf } from "../errors/message-of";
import { isPassing } from "../errors/passing";
import { SingleFlight } from "../tokens/single-flight";
import type { Connection } from "../vault/connection";
import { grantPrint } from "../vault/grant";
import type { EstablishOptions } from "./establish";
import { proveKept } from "./prove-kept";

/** Between two tries, milliseconds: each takes one of the grant's ten tokens in ten minutes. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 30 * 60_000;

/** How long after the start the grants of a former process are looked at, milliseconds: there is more urgent work. */
const RESUME_AFTER_MS = 5_000;

export interface UnprovenGrantsOptions {
  /** Sentences for the runtime's log; never a secret. */
  readonly log: (sentence: string) => void;
  /** Called when a connection has got another grant. */
  readonly changed?: ((connectionId: string) => void) | undefined;
}

/**
 * Grants that Zoho has given and that could not be proven, because it could not be reached then. They are tried again
 * until Zoho has answered: a consent is dear, and a network that fails says nothing about it.
 */
export class UnprovenGrants {
  private readonly waits = new Map<string, AbortController>();
  private readonly proofs = new SingleFlight<Connection | undefined>();
  private readonly closing = new AbortController();

  constructor(
    private readonly zoho: EstablishOptions,
    private readonly options: UnprovenGrantsOptions,
  ) {}

  /** Tries a candidate again and again, beginning in a minute; while this process closes it is left to the next one. */
  later(connectionId: string, print: string): void {
    if (this.isClosed()) return;
    this.waits.get(connectionId)?.abort();
    const wait = new AbortController();
    this.waits.set(connectionId, wait);
    this.untilSettled(connectionId, print, wait.signal).catch(() => undefined);
  }

  /**
   * Takes up the candidates that a former process left unproven, in the background.
   *
   * @returns when all have been looked for, or this is closed
   */
  async resume(): Promise<void> {
    const { vault, clock } = this.zoho;
    await clock.sleep(RESUME_AFTER_MS, this.closing.signal).catch(() => undefined);
    if (this.isClosed()) return;
    for (const id of await vault.ids("grant")) {
      if (this.isClosed()) return;
      // What can't be read is reported by whoever needs it.
      const record = await vault.read("grant", id).catch(() => undefined);
      const waits = record?.candidateTerms?.needs.includes("proof") ?? true;
      if (record?.candidate === undefined || !waits || this.waits.has(id)) continue;
      if ((await this.tryOnce(id, grantPrint(record.candidate))) === "later")
        this.later(id, grantPrint(record.candidate));
    }
  }

  /**
   * Tries the candidate of a connection now, as when a person or a flow asks for it.
   *
   * @returns the connection with its new grant, or undefined where none waits for a proof
   * @throws ZohoError as `proveKept`
   */
  prove(connectionId: string, print?: string): Promise<Connection | undefined> {
    return this.proofs.run(connectionId, async () => {
      const connection = await proveKept(this.zoho, connectionId, print);
      if (connection !== undefined) this.options.changed?.(connectionId);
      return connection;
    });
  }

  /** Tries no more in this process. */
  close(): void {
    this.closing.abort();
    for (const wait of this.waits.values()) wait.abort();
    this.waits.clear();
  }

  private isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  private async untilSettled(id: string, print: string, signal: AbortSignal): Promise<void> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await this.zoho.clock.sleep(wait, signal);
      if ((await this.tryOnce(id, print)) === "later") continue;
      if (this.waits.get(id)?.signal === signal) this.waits.delete(id);
      return;
    }
  }

  private async tryOnce(id: string, print: string): Promise<"settled" | "later"> {
    try {
      const connection = await this.prove(id, print);
      if (connection !== undefined) {
        this.options.log(`The grant of '${connection.name}' that was kept is proven now and in use.`);
      }
      return "settled";
    } catch (error) {
      if (isPassing(error)) return "later";
      this.options.log(`A grant that was kept is given up: ${messageOf(error)}`);
      return "settled";
    }
  }
}
