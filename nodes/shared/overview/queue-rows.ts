import type { OpenQueue } from "../../../src/outbox/outbox";
import type { OverviewQueue } from "./overview-api";

/** So many are shown. */
const MOST_QUEUES = 200;

/** What nodes keep, most first; without the records themselves. */
export function queueRows(open: readonly OpenQueue[]): readonly OverviewQueue[] {
  return open
    .map(rowOf)
    .sort((a, b) => b.records - a.records)
    .slice(0, MOST_QUEUES);
}

function rowOf({ queue, state }: OpenQueue): OverviewQueue {
  const { records, oldestAt, paused, held } = state;
  return {
    node: queue,
    records,
    ...(oldestAt !== undefined && { oldestAt }),
    paused,
    ...(held !== undefined && {
      held: { class: held.class, code: held.code, reason: held.cause.reason, remedy: held.cause.remedy },
    }),
  };
}
