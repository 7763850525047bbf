import { invalidInput } from "../errors/invalid-input";
import { booksReader } from "./books/books-reader";
import type { ChangeParts } from "./change-parts";
import type { ChangeQuery, FirstRun } from "./change-query";
import type { ChangeReader } from "./change-reader";
import type { ChangeSource } from "./change-source";
import { creatorReader } from "./creator/creator-reader";
import { crmReader } from "./crm/crm-reader";
import { deskReader } from "./desk/desk-reader";
import { firstCursor } from "./cursor";
import { type ChangeProduct, costOfPoll } from "./poll-cost";
import { pollChanges } from "./poll-changes";

/** How each product is read. A new one is a row here and one in `poll-cost.ts`. */
const READERS: Readonly<Record<ChangeProduct, (query: ChangeQuery, parts: ChangeParts) => ChangeReader>> = {
  crm: crmReader,
  books: booksReader,
  desk: deskReader,
  creator: creatorReader,
};

/**
 * How late a change may show in Zoho's lists: nothing is published for them, and its search may take a while (CRM v8: search
 * records). Also covers the time that a write takes between its stamp and its commit.
 */
const OVERLAP_MS = 120_000;

/** As many as a page of most products. */
const BATCH_SIZE = 200;

export interface ChangeSourceOptions extends ChangeParts {
  /** How far back every poll looks again, milliseconds; two minutes unless said otherwise. */
  readonly overlapMs?: number;
  /** Changes in one batch at most; 200 unless said otherwise. */
  readonly batchSize?: number;
}

/**
 * The changes of one module of one product.
 *
 * @throws ZohoError `invalid_input` for a query that can't be asked
 */
export function changeSource(query: ChangeQuery, options: ChangeSourceOptions): ChangeSource {
  const { overlapMs = OVERLAP_MS, batchSize = BATCH_SIZE, ...parts } = options;
  const reader = READERS[query.product](query, parts);
  return {
    begin: (first, { signal } = {}) => begin(first, { signal, reader }),
    poll: (cursor, { signal } = {}) => pollChanges({ reader, overlapMs, batchSize }, cursor, signal),
    costOfPoll: costOfPoll(query),
  };
}

async function begin(
  first: FirstRun,
  { reader, signal }: { readonly reader: ChangeReader; readonly signal: Parameters<ChangeReader["now"]>[0] },
) {
  const tellsDeleted = reader.deleted !== undefined;
  if (first.from === "date") {
    const time = first.date.getTime();
    if (Number.isNaN(time)) throw invalidInput("The date to begin from", "is none");
    return firstCursor(time, tellsDeleted ? time : undefined);
  }
  if (first.from === "everything") {
    // What was deleted before has never been there for the flow.
    return firstCursor(undefined, tellsDeleted ? await reader.now(signal) : undefined);
  }
  const now = await reader.now(signal);
  return firstCursor(now, tellsDeleted ? now : undefined);
}
