import { invalidInput } from "../../src/errors/invalid-input";
import { type FlowMessage, own } from "../shared/red";
import type { RequestConfig } from "./config";
import { toldValue } from "./told-value";

/** Longest time that a timer of Node's can run, in whole seconds. */
const MOST_SECONDS = Math.floor((2 ** 31 - 1) / 1000);

/**
 * The limit for a message as a whole, out of dialog and `msg.zoho`. What can't be one counts as none here: what is said
 * of the other fields, by `checkMaxTime` too, then says so.
 *
 * @returns milliseconds; undefined for no limit
 */
export function maxTimeMs({ maxTime }: Pick<RequestConfig, "maxTime">, msg: FlowMessage): number | undefined {
  const seconds = maxTime > 0 ? maxTime : toldSeconds(msg);
  return seconds === undefined || seconds === 0 ? undefined : Math.min(seconds, MOST_SECONDS) * 1000;
}

/** Of a message that can't even be read, the work on it will say so. */
function toldSeconds(msg: FlowMessage): number | undefined {
  try {
    return secondsOf(toldValue(own(msg, "zoho"), "maxTime"));
  } catch {
    return undefined;
  }
}

/**
 * @param told what `msg.zoho` says
 * @throws ZohoError `invalid_input`
 */
export function checkMaxTime(told: unknown): void {
  const value = toldValue(told, "maxTime");
  if (value !== undefined && secondsOf(value) === undefined)
    throw invalidInput("msg.zoho.maxTime", "must be a number of seconds, 0 for no limit");
}

function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
