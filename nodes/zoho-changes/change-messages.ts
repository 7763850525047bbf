import { createHash } from "node:crypto";
import type { Change } from "../../src/changes/change";
import type { FlowMessage } from "../shared/red";
import type { ChangesOutput } from "./config";
import type { WatchedFacts } from "./watched";

/** Changes that are sent and taken together. */
export interface SentBatch {
  /** The same for the same changes, also after a restart. */
  readonly id: string;
  readonly facts: WatchedFacts;
  readonly changes: readonly Change[];
}

export function batchOf(facts: WatchedFacts, changes: readonly Change[]): SentBatch {
  const hash = createHash("sha256").update(JSON.stringify(facts));
  for (const change of changes) hash.update(keyOf(change));
  return { id: hash.digest("hex").slice(0, 16), facts, changes };
}

/** Tells a change from the others of its batch. */
export function keyOf({ kind, id, at }: Pick<Change, "kind" | "id" | "at">): string {
  return JSON.stringify([kind, id, at]);
}

/**
 * The messages of a batch, made one by one as they are sent: each has its own objects.
 *
 * @param again whether the changes may have been sent before
 */
export function* messagesOf(
  { id, facts, changes }: SentBatch,
  output: ChangesOutput,
  again: "again" | "first time",
): Generator<FlowMessage> {
  const told = { ...facts, batch: id, ...(again === "again" && { again: true }) };
  const topic = facts.module;
  if (output === "batch") {
    const payload = changes.map(({ kind, id: recordId, at, record }) => ({
      kind,
      id: recordId,
      at,
      record: structuredClone(record),
    }));
    yield { topic, payload, zohoChange: told };
    return;
  }
  for (const [index, { kind, id: recordId, at, record }] of changes.entries()) {
    yield {
      topic,
      payload: structuredClone(record),
      zohoChange: { kind, id: recordId, at, ...told },
      // As the split node makes it, so that a join node in automatic mode makes one array of a batch.
      parts: { id, type: "array", index, count: changes.length, len: 1 },
    };
  }
}
