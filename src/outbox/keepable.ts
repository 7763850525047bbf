import type { ApiCall } from "../api/api-call";
import { onlyReads } from "../api/only-reads";
import { withOrg } from "../api/org-selector";
import { checkHeaders } from "../api/request-headers";
import { recordWrite } from "../api/writes/record-write";
import { ZohoError } from "../errors/zoho-error";
import { PRODUCTS } from "../zoho/products";

/** A call that fits into one exchange, and how much is in it. */
export interface KeepablePart {
  readonly call: ApiCall;
  readonly records: number;
  /** Position of its first record in the message. */
  readonly start: number;
}

/**
 * Checks a call that is to be kept: a write, with nothing in it that only lives in this process, and without a header
 * that the package refuses anywhere else.
 *
 * @throws ZohoError `not_keepable`, `invalid_input`
 */
export function checkKeepable(call: ApiCall): void {
  if (onlyReads(call)) throw notKeepable(call, "it only reads, and its answer is what counts");
  if (call.answerTo !== undefined) throw notKeepable(call, "its answer is to become a file");
  if (call.body !== undefined && typeof call.body !== "string")
    throw notKeepable(call, "its body is a file, a form with files or a stream");
  if (call.headers !== undefined) checkHeaders(call.headers);
}

function notKeepable({ connection, product, method, path }: ApiCall, problem: string): ZohoError {
  return new ZohoError("not_keepable", {
    connection: connection.name,
    product,
    details: { method, path, problem },
  });
}

/**
 * A call in portions that Zoho takes in one exchange each.
 *
 * @param items its records as the flow handed them over, where that is known
 */
export function keepableParts(call: ApiCall, items: readonly unknown[] | undefined): readonly KeepablePart[] {
  const large = recordWrite({ call, items }, "too large");
  if (large === undefined || large.items.length <= large.size)
    return [{ call: large?.part(0, large.size) ?? call, records: items?.length ?? 1, start: 0 }];
  const { length } = large.items;
  return Array.from({ length: Math.ceil(length / large.size) }, (_, part) => {
    const start = part * large.size;
    const end = Math.min(length, start + large.size);
    return { call: large.part(start, end), records: end - start, start };
  });
}

/**
 * The org that a call is for, where the call itself does not say it: it must still be that one when it is delivered.
 *
 * @throws ZohoError `wrong_org`, `ambiguous_org`, `unknown_org`
 */
export function orgToKeep(call: ApiCall): string | undefined {
  const { call: named, org } = withOrg(call);
  const isWritten = named === call && PRODUCTS[call.product].orgSelector.in !== "token";
  return call.org ?? (isWritten ? undefined : org);
}
