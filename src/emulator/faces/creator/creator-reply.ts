import type { EmulatedRequest } from "../../http/emulated-request";
import { json, type Reply } from "../../http/reply";
import type { World } from "../../world";
import type { Refusal } from "../face";
import { filled } from "../face-error";
import { CREATOR_ERRORS } from "./creator-errors";

/** Zoho's code for success. */
export const CREATOR_SUCCESS = 3000;

/** A refusal in Creator's envelope. Its older pages give 200 to what the newer ones give a status of its own. */
export function creatorRefusal(
  world: World,
  request: EmulatedRequest,
  name: keyof typeof CREATOR_ERRORS,
  values: Readonly<Record<string, string>> = {},
): Reply {
  const { code, status, message } = CREATOR_ERRORS[name];
  request.facts.code = String(code);
  return json(world.settings.creatorErrorStatus === 200 ? 200 : status, {
    code,
    message: filled(message, values),
  });
}

const COMMON = {
  "no token": "noAuthorization",
  "dead token": "noAuthorization",
  "no scope": "noScope",
  "unknown path": "unknownPath",
  "wrong method": "wrongMethod",
  throttled: "perMinute",
} as const satisfies Readonly<Record<Refusal, keyof typeof CREATOR_ERRORS>>;

/** The refusals that every product has, in Creator's words. */
export function creatorCommonRefusal(world: World, request: EmulatedRequest, refusal: Refusal): Reply {
  return creatorRefusal(world, request, COMMON[refusal], { method: request.method });
}
