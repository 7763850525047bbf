import type { Connection } from "../vault/connection";
import type { ProductId } from "../zoho/products";

/** One call of a product's API. */
export interface ApiCall {
  readonly connection: Connection;
  readonly product: ProductId;
  /** Upper case. */
  readonly method: string;
  /** Below the product's base path; segments URL-encoded. */
  readonly path: string;
  readonly query?: URLSearchParams;
  /** Checked by `checkHeaders` before. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
  /** For one exchange, milliseconds. */
  readonly timeoutMs?: number;
}

/** A usable answer. Items of a write may have been refused in it. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, a Buffer, or undefined for an empty body. */
  readonly body: unknown;
  readonly url: string;
  readonly attempts: number;
  /** Time before the first exchange: queue and token, milliseconds. */
  readonly waitedMs: number;
}
