import type { EnvelopeWrite } from "./record-write";

/** Everything but the records: only writes that agree in it may go together. */
export function kindOf({ call, others }: EnvelopeWrite): string {
  const { connection, product, org, method, path, query, headers = {}, timeoutMs, priority } = call;
  const named = Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
  const envelope = others.map(({ name, text }) => [name, text]);
  const place = [connection.id, product, org, method, path, query?.toString()];
  return JSON.stringify([place, named, envelope, timeoutMs, priority]);
}
