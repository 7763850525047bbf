import { endsByItself } from "../../../src/errors/classes";
import type { QueueState } from "../../../src/outbox/report";
import type { NodeAPI } from "../../shared/red";
import { errorText, type StatusBoard } from "../../shared/status-board";
import { withCommas } from "../../shared/with-commas";

/** True where what holds a queue up waits for a person. */
export function needsSomebody(held: QueueState["held"]): boolean {
  return held !== undefined && !endsByItself(held.class);
}

/** Shows below the node how much is kept, since when, and what holds it up. */
export function showOutbox(
  RED: NodeAPI,
  status: StatusBoard,
  { records, paused, held, oldestAt, lastDeliveryAt }: QueueState,
  now = Date.now(),
): void {
  const count = withCommas(records);
  if (paused) status.sayFirst("paused", { records: count });
  else if (records === 0) {
    if (lastDeliveryAt === undefined) status.rest();
    else status.sayFirst("delivered", { time: localTime(Date.parse(lastDeliveryAt), now) });
  } else {
    const ageMs = now - Date.parse(oldestAt ?? "");
    const values = { records: count, age: ageText(RED, ageMs) };
    if (held !== undefined) {
      const word = needsSomebody(held) ? "heldForSomebody" : "held";
      status.sayFirst(word, { ...values, reason: errorText(RED, held) });
    } else status.sayFirst(ageMs >= MINUTE_MS ? "keptSince" : "kept", values);
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `5 min`, `3 h`, `2 d`; never less than a minute. A clock that was set back makes nothing younger than that. */
function ageText(RED: NodeAPI, ms: number): string {
  const text = (unit: "minutes" | "hours" | "days", count: number): string =>
    RED._(`zoho.age.${unit}`, { count } as never);
  if (ms >= 2 * DAY_MS) return text("days", Math.floor(ms / DAY_MS));
  if (ms >= 2 * HOUR_MS) return text("hours", Math.floor(ms / HOUR_MS));
  return text("minutes", Math.max(1, Math.floor(ms / MINUTE_MS)));
}

/** `14:03` of today, else with its date; in the time zone of this machine. */
function localTime(at: number, now: number): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  const date = new Date(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (date.toDateString() === new Date(now).toDateString()) return time;
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}
