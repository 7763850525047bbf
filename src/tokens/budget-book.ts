import { ZohoError } from "../errors/zoho-error";
import type { BudgetRecord, Vault } from "../vault/vault";

/**
 * Where issues are counted: in the vault, so that a restart forgets none. While the disk refuses they are counted in
 * memory, because a full disk must not keep a gateway from its tokens; what can't be read any more is begun anew.
 */
export class BudgetBook {
  private readonly unsaved = new Map<string, BudgetRecord>();

  constructor(private readonly vault: Vault) {}

  /** @throws ZohoError `vault_locked` */
  async read(connectionId: string): Promise<BudgetRecord | undefined> {
    return this.unsaved.get(connectionId) ?? (await this.readStored(connectionId));
  }

  /**
   * @param change as that of `Vault.update`; may be called more than once
   * @throws ZohoError `vault_locked`
   */
  async update(
    connectionId: string,
    change: (current: BudgetRecord | undefined) => BudgetRecord | undefined,
  ): Promise<void> {
    try {
      await this.vault.update("budget", connectionId, (stored) =>
        change(this.unsaved.get(connectionId) ?? stored),
      );
      this.unsaved.delete(connectionId);
    } catch (error) {
      if (codeOf(error) === "vault_damaged") await this.discard(connectionId);
      else if (codeOf(error) !== "vault_unwritable") throw error;
      const next = change(await this.read(connectionId));
      if (next === undefined) this.unsaved.delete(connectionId);
      else this.unsaved.set(connectionId, next);
    }
  }

  private async readStored(connectionId: string): Promise<BudgetRecord | undefined> {
    try {
      return await this.vault.read("budget", connectionId);
    } catch (error) {
      if (codeOf(error) !== "vault_damaged") throw error;
      await this.discard(connectionId);
      return undefined;
    }
  }

  private async discard(connectionId: string): Promise<void> {
    try {
      await this.vault.discardDamaged("budget", connectionId);
    } catch (error) {
      if (codeOf(error) !== "vault_unwritable") throw error;
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof ZohoError ? error.code : undefined;
}
