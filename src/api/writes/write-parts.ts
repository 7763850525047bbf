import { asZohoError } from "../../errors/as-zoho-error";
import type { ZohoError } from "../../errors/zoho-error";
import type { ApiAnswer, ApiCall } from "../api-call";
import { repeatability } from "../repeatability";
import { OrderedRuns } from "./ordered-runs";
import { keysOf } from "./record-keys";
import type { RecordWrite } from "./record-write";

/** What became of one portion of a write. */
export type PartOutcome = {
  /** Position of its first item in the whole. */
  readonly start: number;
  readonly items: readonly unknown[];
} & (
  | { readonly answer: ApiAnswer }
  /** It was not sent, or its call failed as a whole. */
  | { readonly error: ZohoError; readonly fate: "not sent" | "not written" | "unknown" }
);

export interface WriteManyOptions {
  /** Portions that may be in the air at once. */
  readonly atOnce?: number;
  /** Told after each portion how many items are done with. */
  readonly progress?: (done: number) => void;
}

/** Zoho lets 10 writes of more than ten records run at once in any edition; others want to write, too. */
const AT_ONCE = 4;

/**
 * Writes many records in as few calls as there can be. Portions that hold the same record are sent one after the
 * other; where one fails in a way that all would fail, the rest is not sent.
 *
 * @returns the outcome of each portion, in the order of the items; never throws
 */
export async function writeParts(
  caller: { readonly call: (call: ApiCall) => Promise<ApiAnswer> },
  write: RecordWrite,
  { atOnce = AT_ONCE, progress }: WriteManyOptions = {},
): Promise<readonly PartOutcome[]> {
  const { items, size } = write;
  const runs = new OrderedRuns(atOnce);
  let end: ZohoError | undefined;
  let done = 0;
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, part) => part * size);
  return Promise.all(
    starts.map((start) => {
      const part = { start, items: items.slice(start, start + size) };
      return runs.run(keysOfPart(part.items, write.keyFields), async (): Promise<PartOutcome> => {
        if (end !== undefined) return { ...part, error: end.copy(), fate: "not sent" };
        const records = part.items.length;
        const call = { ...write.part(start, start + records), records };
        try {
          return { ...part, answer: await caller.call(call) };
        } catch (thrown) {
          const error = asZohoError(thrown);
          if (endsAll(error)) end ??= error;
          return { ...part, error, fate: fateOf(error, call) };
        } finally {
          done += part.items.length;
          progress?.(done);
        }
      });
    }),
  );
}

function keysOfPart(items: readonly unknown[], fields: readonly string[]): ReadonlySet<string> {
  return new Set(fields.length === 0 ? [] : items.flatMap((item) => keysOf(item, fields)));
}

/** Failures that concern what was in one portion, or that the next one may be spared; others would meet every portion. */
const PASSING: ReadonlySet<string> = new Set([
  "invalid_data",
  "conflict",
  "wrong_state",
  "server_error",
  "timeout",
  "write_unknown",
  "answer_too_large",
]);

/** True for a failure that every other portion would meet as well. */
export function endsAll(error: ZohoError): boolean {
  return !PASSING.has(error.code);
}

/** Failures before anything was sent. */
const BEFORE_SENDING: ReadonlySet<string> = new Set(["tls", "wrong_clock"]);

/**
 * Whether the items of a failed call may have been written. A create whose answer is missing is `write_unknown` by
 * now; of what may be repeated nobody has asked yet whether it was sent.
 */
function fateOf(error: ZohoError, call: ApiCall): "not written" | "unknown" {
  if (error.class === "unknown" || error.class === "other") return "unknown";
  const maybeSent = error.class === "unreachable" && !BEFORE_SENDING.has(error.code);
  return maybeSent && repeatability(call) === "safe" ? "unknown" : "not written";
}
