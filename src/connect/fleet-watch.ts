import { connectionOf } from "../vault/connection";
import { livesAtZoho } from "../vault/grant";
import type { Vault } from "../vault/vault";
import type { Connections } from "./connections";
import { fleetOf } from "./fleet";
import { fleetOfConnection } from "./fleet-of-connection";

export interface FleetWatchOptions {
  readonly vault: Vault;
  readonly connections: Connections;
  /** How many machines connect with the same client and as the same person, this one included. */
  readonly machines: number;
  /** Sentences for a log. */
  readonly log: (sentence: string) => void;
}

/**
 * Says it where refresh tokens come near the 20 that Zoho lets live for one person and client: Zoho itself kills the
 * oldest without a word, on whichever machine that is (Zoho: OAuth token limits).
 */
export class FleetWatch {
  /** By realm, client and person: what was said last. */
  private readonly said = new Map<string, string>();

  constructor(private readonly options: FleetWatchOptions) {}

  /** Before anything is connected: whether so many machines go together at all. */
  begin(): void {
    const { machines, log } = this.options;
    const { advice } = fleetOf({ known: 0, otherMachines: machines });
    if (machines > 1 && advice !== undefined) log(`${String(machines)} machines were announced. ${advice}`);
  }

  /**
   * After a change of a connection; says the same thing once.
   *
   * @throws ZohoError `vault_damaged`, `vault_locked`
   */
  async look(connectionId: string): Promise<void> {
    const { vault, machines, log } = this.options;
    const record = await vault.read("grant", connectionId);
    if (record === undefined || !livesAtZoho(record.current)) return;
    const { advice } = await fleetOfConnection(this.options, connectionOf(record), machines - 1);
    const whose = `${record.realm} ${record.clientId} ${record.current.pins.userId ?? ""}`;
    if (advice === undefined) this.said.delete(whose);
    else if (this.said.get(whose) !== advice) {
      this.said.set(whose, advice);
      log(`'${record.name}': ${advice}`);
    }
  }
}
