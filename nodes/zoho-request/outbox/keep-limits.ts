import type { QueueOptions } from "../../../src/outbox/delivery-options";
import { collectUntil } from "../collect-until";
import { KEEP_LIMITS, type KeepLimit, REQUEST_DEFAULTS, type RequestConfig } from "../config";

/** The most that a node keeps. */
export interface KeepLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

const MEGABYTE = 1_000_000;
const DAY_MS = 86_400_000;

/** The limits out of the dialog; one that makes no sense, in a flow written by hand, is that of a new node. */
export function keepLimits(config: RequestConfig): KeepLimits {
  return {
    maxRecords: Math.floor(limitOf(config, "keepRecords")),
    maxBytes: limitOf(config, "keepMegabytes") * MEGABYTE,
    maxAgeMs: limitOf(config, "keepDays") * DAY_MS,
  };
}

/** What a queue goes by: the dialog alone, since what it delivers may have come with an earlier run. */
export function queueOptions(config: RequestConfig, limits: KeepLimits): QueueOptions {
  const collect = collectUntil(config, undefined);
  return { ...limits, ...(collect !== undefined && { collect }) };
}

function limitOf(config: RequestConfig, limit: KeepLimit): number {
  // An environment variable comes as text.
  const value = Number(config[limit] as unknown);
  const { least, most } = KEEP_LIMITS[limit];
  return value >= least && value <= most ? value : REQUEST_DEFAULTS[limit];
}
