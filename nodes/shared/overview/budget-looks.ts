import { LRUCache } from "lru-cache";
import type { BudgetBook } from "../../../src/tokens/budget-book";
import type { BudgetRecord } from "../../../src/vault/vault";
import type { ZohoService } from "../zoho-service";

/** So long a budget counts that no work of this process has changed, milliseconds: another process may have. */
const KNOWN_MS = 30_000;

const MOST_REMEMBERED = 2_000;

interface Budgeted extends Pick<ZohoService, "onChange"> {
  readonly zoho: { readonly tokens: { readonly budgets: Pick<BudgetBook, "read"> } };
}

/**
 * The budgets of connections, for who looks every few seconds: each is opened again when its tokens have changed, and
 * now and then.
 */
export class BudgetLooks {
  private readonly looks = new LRUCache<string, Promise<BudgetRecord | undefined>>({
    max: MOST_REMEMBERED,
    ttl: KNOWN_MS,
  });

  constructor(private readonly service: Budgeted) {
    service.onChange((connectionId) => this.looks.delete(connectionId));
  }

  /** @throws ZohoError `vault_locked` */
  of(connectionId: string): Promise<BudgetRecord | undefined> {
    const known = this.looks.get(connectionId);
    if (known !== undefined) return known;
    const look = this.service.zoho.tokens.budgets.read(connectionId);
    this.looks.set(connectionId, look);
    look.catch(() => {
      if (this.looks.peek(connectionId) === look) this.looks.delete(connectionId);
    });
    return look;
  }
}
