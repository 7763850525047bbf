import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";
import { ControlError, jsonObject } from "./json-body";

/** Years 1971 to 2199: beyond, dates can't be written in headers. */
const EARLIEST = Date.UTC(1971, 0, 1);
const LATEST = Date.UTC(2199, 0, 1);

/** `POST clock`: `advanceSeconds` or `advanceMs`, `now` (ISO 8601 or milliseconds), `frozen`. */
export function changeClock(world: World, request: EmulatedRequest): Reply {
  const body = jsonObject(request, ["advanceSeconds", "advanceMs", "now", "frozen"]);
  if (Object.keys(body).length === 0)
    throw new ControlError('say "advanceSeconds", "advanceMs", "now" or "frozen"');
  const { frozen } = body;
  if (frozen !== undefined && typeof frozen !== "boolean")
    throw new ControlError('"frozen" is true or false');
  const start = body["now"] === undefined ? world.clock.now() : instant(body["now"]);
  const target = start + amount(body, "advanceSeconds") * 1000 + amount(body, "advanceMs");
  if (target < EARLIEST || target > LATEST) throw new ControlError("the clock reaches from 1971 to 2198");
  world.clock.advance(target - world.clock.now());
  if (frozen === true) world.clock.freeze();
  if (frozen === false) world.clock.unfreeze();
  world.touch();
  return json(200, clockState(world));
}

/** The clock as control answers show it. */
export function clockState(world: World): {
  readonly now: string;
  readonly nowMs: number;
  readonly frozen: boolean;
} {
  const now = world.clock.now();
  return { now: new Date(now).toISOString(), nowMs: now, frozen: world.clock.isFrozen() };
}

function instant(value: unknown): number {
  const ms = typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (!Number.isFinite(ms)) throw new ControlError('"now" is a time in ISO 8601, or milliseconds since 1970');
  return Math.trunc(ms);
}

function amount(body: Readonly<Record<string, unknown>>, name: string): number {
  const value = body[name] ?? 0;
  if (typeof value !== "number" || !Number.isFinite(value)) throw new ControlError(`"${name}" is a number`);
  return Math.trunc(value);
}
