import type { ChangesConfig } from "./config";
import { intervalMs } from "./config";
import type { WatchState } from "./watch-state";

/** The state of a node, for a flow: times as ISO 8601. */
export function toldState(config: ChangesConfig, state: WatchState): Readonly<Record<string, unknown>> {
  const { is, lastPollAt, lastChanges, nextPollAt, batch, error } = state;
  return {
    state: is,
    product: config.product,
    module: config.module,
    intervalSeconds: intervalMs(config) / 1_000,
    ...(lastPollAt !== undefined && { lastPollAt: isoOf(lastPollAt), lastChanges }),
    ...(nextPollAt !== undefined && { nextPollAt: isoOf(nextPollAt) }),
    ...(batch !== undefined && { batch }),
    ...(error !== undefined && { error: { ...error.cause } }),
  };
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
