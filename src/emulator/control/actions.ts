import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";
import { ControlError, jsonObject, optionalText } from "./json-body";
import { isTokenActionName, TOKEN_ACTIONS } from "./token-actions";
import { selectTokens } from "./token-selection";

/** A day, seconds: the longest throttling, as in the settings. */
const MAX_SECONDS = 86_400;

/** `POST actions`: what happens to tokens behind an app's back, of one person, org or token, or of all. */
export function runAction(world: World, request: EmulatedRequest): Reply {
  const body = jsonObject(request, ["action", "person", "org", "token", "seconds"]);
  const { action } = body;
  if (!isTokenActionName(action)) {
    throw new ControlError(`"action" is one of ${Object.keys(TOKEN_ACTIONS).join(", ")}`);
  }
  const person = optionalText(body, "person");
  const meant = selectTokens(world, {
    person,
    org: optionalText(body, "org"),
    token: optionalText(body, "token"),
  });
  const outcome = TOKEN_ACTIONS[action].run(world, meant, { seconds: secondsOf(body["seconds"]), person });
  world.touch();
  return json(200, { action, ...outcome });
}

function secondsOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_SECONDS)
    return value;
  throw new ControlError(`"seconds" is a whole number from 1 to ${MAX_SECONDS}`);
}
