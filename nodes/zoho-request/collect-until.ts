import type { CollectUntil } from "../../src/api/writes/write-collector";
import { invalidInput } from "../../src/errors/invalid-input";
import { MOST_COLLECTED, type RequestConfig } from "./config";
import { toldValue } from "./told-value";

/** Longest that a record waits for others, seconds. */
const MOST_SECONDS = 3_600;

/**
 * When writes of single messages go together, out of dialog and `msg.zoho`.
 *
 * @returns undefined where each goes by itself
 * @throws ZohoError `invalid_input`
 */
export function collectUntil(config: RequestConfig, told: unknown): CollectUntil | undefined {
  const records = upTo("collect", config.collect || (toldValue(told, "collect") ?? 0), MOST_COLLECTED);
  if (records < 2) return undefined;
  const ofMessage = config.collect ? undefined : toldValue(told, "collectSeconds");
  const seconds = upTo("collectSeconds", ofMessage ?? config.collectSeconds, MOST_SECONDS);
  return { records, ms: seconds * 1000 };
}

function upTo(field: string, value: unknown, most: number): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && number >= 0 && number <= most) return number;
  throw invalidInput(`The ${field}`, `must be a number from 0 to ${String(most)}`);
}
