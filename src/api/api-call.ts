import type { CancelSignal } from "../time/cancel-signal";
import type { AnswerTarget } from "../transport/transport";
import type { TransportBody } from "../transport/transport-body";
import type { Connection } from "../vault/connection";
import type { ProductId } from "../zoho/products";
import type { Priority } from "./governor/governor";

/** One call of a product's API. */
export interface ApiCall {
  readonly connection: Connection;
  readonly product: ProductId;
  /** Upper case. */
  readonly method: string;
  /** Below the product's base path; segments URL-encoded. */
  readonly path: string;
  readonly query?: URLSearchParams;
  /** ID of the org that it is meant for, where the connection may reach several. */
  readonly org?: string;
  /** Checked by `checkHeaders` before. */
  readonly headers?: Readonly<Record<string, string>>;
  /** One that can't be sent again (`canBeSentAgain`) is sent at most once. */
  readonly body?: TransportBody;
  /** Takes a file that is answered instead of memory. */
  readonly answerTo?: AnswerTarget;
  /** How many records the body holds: what a write costs. 1 unless said otherwise. */
  readonly records?: number;
  readonly signal?: CancelSignal;
  /** ID of the node that it comes from: its order is kept, and it gets its share beside others. */
  readonly origin?: string;
  /** `interactive` unless said otherwise. */
  readonly priority?: Priority;
  /** Longest wait because Zoho refuses for a limit, milliseconds; a minute unless said otherwise. */
  readonly patienceMs?: number;
  /** When whoever asks has no more time: no wait that would last longer is begun. Monotonic, milliseconds. */
  readonly endsAt?: number;
  /** For one exchange, milliseconds. */
  readonly timeoutMs?: number;
}

/** A usable answer. Items of a write may have been refused in it. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, a Buffer, or undefined for an empty body. */
  readonly body: unknown;
  /** The body as it came, where the call has an `answerTo` that did not take it. */
  readonly bytes?: Buffer;
  readonly url: string;
  /** ID of the org that it was for, where it is known. */
  readonly org?: string;
  /** Exchanges that it took. */
  readonly attempts: number;
  /** Time that was not spent in exchanges: for its turn, for a token, in pauses; milliseconds. */
  readonly waitedMs: number;
}
