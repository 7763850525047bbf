import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import type { BrowserStart, StartRecord, Vault } from "../vault/vault";
import { isBoundBrowser } from "./consent-start";

/** The consents that wait, in the vault. Whoever takes one there may end it, and nobody else. */
export class StartBook {
  constructor(private readonly options: { readonly vault: Vault; readonly clock: Clock }) {}

  /** @throws ZohoError those of the vault */
  ids(): Promise<readonly string[]> {
    return this.options.vault.ids("start");
  }

  /** @throws ZohoError those of the vault */
  async add(record: StartRecord): Promise<void> {
    await this.options.vault.update("start", record.id, () => record);
  }

  /** @throws ZohoError those of the vault */
  async remove(id: string): Promise<void> {
    await this.options.vault.update("start", id, () => undefined);
  }

  /**
   * A start that can't be read has lost its meaning: its person will start again.
   *
   * @throws ZohoError `vault_locked` and others of the vault, save `vault_damaged` and `vault_newer`
   */
  async read(id: string): Promise<StartRecord | undefined> {
    try {
      return await this.options.vault.read("start", id);
    } catch (error) {
      if (!(error instanceof ZohoError)) throw error;
      // It waits for the version that wrote it.
      if (error.code === "vault_newer") return undefined;
      if (error.code !== "vault_damaged") throw error;
      await this.options.vault.discardDamaged("start", id);
      return undefined;
    }
  }

  /**
   * Marks a start as used, on disk, before anything else: a second answer with the same state finds it taken.
   *
   * @param cookieOf the browser's cookie for the start with this ID
   * @throws ZohoError `callback_invalid`, those of the vault
   */
  async take(id: string, cookieOf: (startId: string) => string | undefined): Promise<BrowserStart> {
    let taken: BrowserStart | undefined;
    await this.options.vault.update("start", id, (record) => {
      // A device's consent does not end with a redirect; its ID is the hash of no state.
      if (record === undefined || record.device !== undefined)
        throw invalidCallback("its state is unknown, used, or too old");
      if (record.exchanging || record.confirming !== undefined)
        throw invalidCallback("its state was used before");
      if (this.options.clock.now() > record.expiresAt) throw invalidCallback("it came too late");
      if (!isBoundBrowser(record, cookieOf(record.id))) {
        throw invalidCallback(
          "it was begun in another browser, or under another address than the redirect URI",
        );
      }
      taken = record;
      return { ...record, exchanging: true };
    });
    if (taken === undefined) throw invalidCallback("its state is unknown");
    return taken;
  }

  /**
   * Marks a start as being ended here, on disk: nobody else may end it, and a restart reports it.
   *
   * @returns false where it has ended or is being ended
   * @throws ZohoError those of the vault
   */
  async claim(id: string): Promise<boolean> {
    let claimed = false;
    await this.options.vault.update("start", id, (current) => {
      claimed = current?.exchanging === false;
      return claimed && current !== undefined ? { ...current, exchanging: true } : current;
    });
    return claimed;
  }

  /**
   * Removes a start unless its person has just come back: only one of the two may end it.
   *
   * @returns whether it was removed
   * @throws ZohoError those of the vault
   */
  async takeAbandoned(id: string): Promise<boolean> {
    if ((await this.read(id)) === undefined) return false;
    let abandoned = false;
    await this.options.vault.update("start", id, (current) => {
      abandoned = current?.exchanging === false;
      return abandoned ? undefined : current;
    });
    return abandoned;
  }
}

/** A start whose person has consented and is asked whether that is what was meant. */
export type AskedStart = BrowserStart & Required<Pick<BrowserStart, "confirming">>;

/** True where the answer to that question is waited for. */
export function isAsked(record: StartRecord): record is AskedStart {
  return record.device === undefined && record.confirming !== undefined;
}

/** What came back belongs to no consent that waits. */
export function invalidCallback(problem: string): ZohoError {
  return new ZohoError("callback_invalid", { details: { problem } });
}
