import type { EmulatedRequest } from "../../http/emulated-request";
import { json, type Reply } from "../../http/reply";
import type { World } from "../../world";
import { REFUSAL_NAMES, type Refusal } from "../face";
import { filled } from "../face-error";
import { PROJECTS_ERRORS } from "./projects-errors";

/** How long a call too many closes an API. Zoho Projects API v3: 100 requests in two minutes, then ten minutes. */
export const PROJECTS_LOCK_MS = 10 * 60_000;

/** A refusal in Projects' envelope: what others call a code is its title, and the status stands there as a text. */
export function projectsRefusal(
  request: EmulatedRequest,
  name: keyof typeof PROJECTS_ERRORS,
  values: Readonly<Record<string, string>> = {},
  status: number = PROJECTS_ERRORS[name].status,
): Reply {
  const { code, status: own, message } = PROJECTS_ERRORS[name];
  request.facts.code = code;
  return json(status, {
    error: {
      status_code: String(own),
      title: code,
      error_type: "OPERATIONAL_VALIDATION_ERROR",
      details: [{ message: filled(message, values) }],
    },
  });
}

/** Tells how long to wait twice: in a header in seconds, and in the sentence in minutes. */
export function projectsThrottled(world: World, request: EmulatedRequest, waitMs: number): Reply {
  const { projectsCallsPer2min, projectsThrottleStatus } = world.settings;
  const values = { calls: String(projectsCallsPer2min), minutes: String(Math.ceil(waitMs / 60_000)) };
  const reply = projectsRefusal(request, "throttled", values, projectsThrottleStatus);
  const retryAfter = { "Retry-After": String(Math.ceil(waitMs / 1000)) };
  return { ...reply, headers: { ...reply.headers, ...retryAfter } };
}

/** The refusals that every product has, in Projects' words. */
export function projectsCommonRefusal(world: World, request: EmulatedRequest, refusal: Refusal): Reply {
  if (refusal === "throttled") return projectsThrottled(world, request, PROJECTS_LOCK_MS);
  return projectsRefusal(request, REFUSAL_NAMES[refusal]);
}
